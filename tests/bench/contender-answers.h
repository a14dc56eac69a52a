/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign-up that whatever is timed saves, so that all save the same. */
#pragma once

#include "form/fair-answers.h"

#include <string.h>

static const char contender_answers[]
  = "{\"given_name\":\"Amara\",\"family_name\":\"O'Brien & Søn\",\"email\":\"amara.obrien@example.org\",\"degree\":\"MD\","
    "\"medical_school\":\"Boston University Chobanian & Avedisian School of Medicine\",\"graduation_year\":2027,"
    "\"interests\":[\"primary_care\",\"advocacy\"],\"question\":\"What does a week on the wards look like in winter?\","
    "\"consent\":true}";

static inline FairAnswers *
contender_answers_read (void)
{
  return fair_answers_new_from_json (contender_answers, strlen (contender_answers), NULL);
}
