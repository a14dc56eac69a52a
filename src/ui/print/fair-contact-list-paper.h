/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of people on paper: how each is reached, two lines each. */
#pragma once

#include "desk/fair-contact-list.h"
#include "print/fair-paper.h"
#include "program/fair-program.h"

G_BEGIN_DECLS

#define FAIR_TYPE_CONTACT_LIST_PAPER (fair_contact_list_paper_get_type ())
G_DECLARE_FINAL_TYPE (FairContactListPaper, fair_contact_list_paper, FAIR, CONTACT_LIST_PAPER, FairPaper)

FairPaper *fair_contact_list_paper_new (FairProgram     *program,
                                        FairContactList *list);

G_END_DECLS
