/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a journal of as many made-up sign-ups as asked for, each with a valid checksum, the same ones every time. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#define ONE_OF(list, number) ((list)[(number) % (sizeof (list) / sizeof *(list))])
#define FIRST_MS INT64_C (1750000000000)
#define BUFFER_BYTES (1 << 20)

static const char *const given_names[] = {
  "Amara", "Søren", "Mei", "José", "Fatima", "Liam", "Priya", "Nguyễn", "Olga", "Kwame", "Zoë", "Hiroshi", "Sinéad",
  "Tomasz", "Leilani", "Yusuf", "Chloe",
};
static const char *const family_names[] = {
  "O'Brien & Søn", "Okafor", "García Márquez", "Li", "van der Berg", "Haddad", "Patel", "Kowalski", "Nakamura", "Smith",
  "Ó Súilleabháin", "Mwangi", "Fernández", "Cohen-Levi", "Petrov", "Kealoha", "Jones", "Ahmed", "Tran",
};
static const char *const schools[] = {
  "Boston University Chobanian & Avedisian School of Medicine",
  "University of California, San Francisco, School of Medicine",
  "Karolinska Institutet",
  "Philadelphia College of Osteopathic Medicine",
  "All India Institute of Medical Sciences, New Delhi",
  "Meharry Medical College School of Medicine",
  "University College Dublin School of Medicine",
};
static const char *const interests[] = {
  "\"primary_care\",\"advocacy\"", "\"research\"", "\"neonatology\",\"critical_care\"", "\"global_health\",\"education\"",
  "\"emergency\"", "\"subspecialty\",\"research\",\"education\"",
};
static const char *const degrees[] = { "MD", "DO", "MBBS", "other" };
static const char *const questions[] = {
  "How do residents choose between the hospitals?",
  "What does a week on the wards look like in winter?",
  "Is there \\\"protected\\\" time for advocacy?",
};

/* splitmix64 (Steele, Lea and Flood, 2014) */
static uint64_t
next_random (uint64_t *state)
{
  uint64_t z = (*state += UINT64_C (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static void
format_time (int64_t ms,
             char    text[32])
{
  time_t seconds = (time_t) (ms / 1000);
  struct tm parts;
  char date[24];

  gmtime_r (&seconds, &parts);
  strftime (date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
  snprintf (text, 32, "%s.%03dZ", date, (int) (ms % 1000));
}

static int
format_head (char     *line,
             size_t    size,
             uint64_t  a,
             uint64_t  b,
             int64_t   ms)
{
  char at[32];

  format_time (ms, at);
  return snprintf (line, size,
                   "{\"v\":1,\"op\":\"put\",\"id\":\"%08" PRIx32 "-%04" PRIx32 "-4%03" PRIx32 "-a%03" PRIx32 "-%012" PRIx64 "\","
                   "\"rev\":1,\"at\":\"%s\",\"hlc\":\"%" PRId64 "-0-bench\",\"event\":\"sample-%s\",\"form\":\"interest@1\","
                   "\"lang\":\"en\",\"answers\":",
                   (uint32_t) a, (uint32_t) (a >> 48), (uint32_t) (a >> 32) & 0xfff, (uint32_t) (b >> 52),
                   b & UINT64_C (0xffffffffffff), at, ms, a & 1 ? "spring" : "autumn");
}

static int
format_answers (char     *line,
                size_t    size,
                uint64_t  a,
                uint64_t  number)
{
  return snprintf (line, size,
                   "{\"given_name\":\"%s\",\"family_name\":\"%s\",\"email\":\"person%" PRIu64 "@example.org\",\"degree\":\"%s\","
                   "\"medical_school\":\"%s\",\"graduation_year\":%d,\"interests\":[%s],\"question\":\"%s\",\"consent\":true},"
                   "\"staff\":{}",
                   ONE_OF (given_names, a), ONE_OF (family_names, a >> 8), number, ONE_OF (degrees, a >> 16),
                   ONE_OF (schools, a >> 20), 2024 + (int) ((a >> 24) % 6), ONE_OF (interests, a >> 28),
                   ONE_OF (questions, a >> 32));
}

static void
write_line (FILE     *file,
            uint64_t *state,
            uint64_t  number)
{
  char line[2048];
  uint64_t a = next_random (state), b = next_random (state);
  int length = format_head (line, sizeof line, a, b, FIRST_MS + (int64_t) number * 1000);

  length += format_answers (line + length, sizeof line - (size_t) length, a, number);
  fwrite (line, 1, (size_t) length, file);
  fprintf (file, ",\"crc\":\"%08lx\"}\n", crc32 (0, (const Bytef *) line, (uInt) length));
}

int
main (int   argc,
      char *argv[])
{
  uint64_t state = 1;
  FILE *file;

  if (argc != 3)
    {
      fputs ("make-journal LINES FILE\n", stderr);
      return EXIT_FAILURE;
    }
  file = fopen (argv[2], "wb");
  if (file == NULL)
    {
      perror (argv[2]);
      return EXIT_FAILURE;
    }
  setvbuf (file, NULL, _IOFBF, BUFFER_BYTES);

  for (uint64_t number = 0, lines = strtoull (argv[1], NULL, 10); number < lines; number++)
    write_line (file, &state, number);

  if (fclose (file) != 0)
    {
      perror (argv[2]);
      return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}
