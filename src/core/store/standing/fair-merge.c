/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of two versions of a sign-up wins, on whatever laptops and in whatever order they meet: a total order.
 *
 * The greatest version of each person is what stands after a merge. The greatest of a set does not depend on the order
 * in which its members are met, on how they are grouped, or on how often one is met: so merging is commutative,
 * associative and idempotent. Tombstones are the greatest of all, whatever their time stamp, and are all alike.
 *
 * Whoever looks for a winner asks here: reading a journal, the index, an import.
 */
#include "store/standing/fair-merge.h"

#include <string.h>

/**
 * fair_merge_compare:
 * @a: a version of a person's sign-up
 * @b: a version of the same person's
 *
 * Returns: less than, equal to or greater than 0 as @b wins, both are alike, or @a wins. Two puts that are alike have
 *   the same time stamp: between them fair_merge_compare_twins() decides
 */
int
fair_merge_compare (const FairVersion *a,
                    const FairVersion *b)
{
  gboolean a_erased = a->op == FAIR_OP_ERASE, b_erased = b->op == FAIR_OP_ERASE;

  if (a_erased || b_erased)
    return a_erased - b_erased;
  return fair_hlc_compare (&a->hlc, &b->hlc);
}

/**
 * fair_merge_compare_twins:
 * @a: a line of a journal, without its newline
 * @a_length: its length, in bytes
 * @b: another, with the same id and the same time stamp
 * @b_length: its length, in bytes
 *
 * Two laptops with the same device id (one disk was copied to another) may make different versions with the same time
 * stamp. None is better; that all laptops choose the same one is what matters. The line that has the greater byte where
 * they first differ wins, be it in an answer, in the order of members or in white space; of two that differ in nothing
 * but their end, the longer one. A line that came without a checksum is compared with the one that it got.
 *
 * Returns: less than, equal to or greater than 0 as @b wins, both are the same line, or @a wins
 */
int
fair_merge_compare_twins (const char *a,
                          gsize       a_length,
                          const char *b,
                          gsize       b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

/**
 * fair_merge_get_outcome:
 * @was_here: whether there was a version of the person here
 * @winner: the version that wins
 * @came: whether @winner came from elsewhere
 *
 * Returns: what a merge did to one person, for a report
 */
FairMergeOutcome
fair_merge_get_outcome (gboolean           was_here,
                        const FairVersion *winner,
                        gboolean           came)
{
  if (!came)
    return FAIR_MERGE_SAME;
  if (winner->op == FAIR_OP_ERASE)
    return FAIR_MERGE_ERASED;
  return was_here ? FAIR_MERGE_NEWER : FAIR_MERGE_NEW;
}
