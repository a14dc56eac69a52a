/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type into a search: names with and without accents, addresses, schools, several words, slips of the finger,
 * what nobody has, and single letters. The names are those of make-journal. */
#pragma once

static const char *const typed_texts[] = {
  "okafor", "o'brien", "garcía márquez", "garcia", "zoe", "kowalski 2027", "amara.okafor", "priya.patel4711@example.org",
  "students.example.edu", "medical college", "school of medicine boston", "sao paulo", "university of vermont", "zurich",
  "nakamura research", "s", "e", "neonatology", "617 555", "kowlaski", "fernandes", "willaims", "tran mei", "xylophone", "qqq",
  "li", "philadelphia 2028", "sinead smith", "2025", "an", "global_health", "michael macdonald iowa",
};
