/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formats are made of: the mutation loop puts it where it was not. */
#include "fuzz.h"

const char *const fuzz_words[] = {
  "\"v\":1", "\"v\":2", "\"op\":\"put\"", "\"op\":\"erase\"", "\"op\":\"join\"", "\"id\":", "\"rev\":1", "\"rev\":2",
  "\"at\":\"2026-11-22T15:04:05.123Z\"", "\"hlc\":\"", "4294967295-", "9223372036854775807", "9223372036854775808",
  "-1", "1e400", "0.5", "\"answers\":{}", "\"staff\":{}", ",\"crc\":\"00000000\"}", "\n", "\r\n", "{", "}", "[", "]",
  ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\xef\xbb\xbf", "\xff", "\xed\xa0\x80", "🩺", "null", "true", "false",
  "\"en\"", "\"format\":1", "\"pages\":", "\"photos\":", "\"file\":\"../\"", "photo:kayak", "![x](photo:kayak)", "# ",
  "## ", "> ", "* ", "```", "<b>", "&#0;", "](javascript:x)", "\"$schema\":", "\"type\":\"string\"", "\"oneOf\":[]",
  "\"const\":", "\"x-fairbook\":{}", "\"kind\":\"choices\"", "\"relevant\":{}", "\"required\":[]", "\"anyOf\":[]",
  "\"pattern\":\"(a+)+$\"", "\"hint\":{}", "\"suggestions\":\"s.json\"", "\"uniqueItems\":true", "\"minimum\":",
  "Subject: ", "\n\n", "{{", "}}", "{{#question}}", "{{^degree}}", "{{#interests.research}}", "{{else}}", "{{/}}", "{{name}}", "{{! ",
  NULL
};
