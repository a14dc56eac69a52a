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
  "Tomasz", "Leilani", "Yusuf", "Chloe", "Emma", "Noah", "Olivia", "Mateo", "Aaliyah", "Chiara", "Ravi", "Ingrid", "Mohammed",
  "Grace", "Daniel", "Hannah", "Wei", "Jun", "Ana María", "Björn", "Çağla", "Dmitri", "Elif", "Farah", "Gabriel", "Imani",
  "Jamal", "Katarzyna", "Lucía", "Michael", "Naomi", "Oluwaseun", "Patrick", "Rachel", "Samuel", "Thanh", "Xiomara", "Yara",
};
static const char *const family_names[] = {
  "O'Brien & Søn", "Okafor", "García Márquez", "Li", "van der Berg", "Haddad", "Patel", "Kowalski", "Nakamura", "Smith",
  "Ó Súilleabháin", "Mwangi", "Fernández", "Cohen-Levi", "Petrov", "Kealoha", "Jones", "Ahmed", "Tran", "Johnson", "Williams",
  "Brown", "Nguyen", "Kim", "Singh", "Müller", "Rossi", "Silva", "Yamamoto", "Ivanova", "Andersson", "Dubois", "Adeyemi",
  "Boateng", "Castillo", "Demir", "Eriksen", "Fischer", "Goldberg", "Hernández", "Ibrahim", "Jensen", "Kaplan", "Lopez",
  "MacDonald", "Novák", "Oyelaran", "Papadopoulos", "Quispe", "Rahman", "Schneider", "Takahashi", "Usman", "Vargas", "Wang",
  "Yilmaz", "Zhang", "Abebe", "Banerjee", "Chukwu", "Das",
};
static const char *const places[] = {
  "Boston", "California, San Francisco", "Dublin", "Galway", "Philadelphia", "New Delhi", "Uppsala", "Ghent", "Lagos", "Nairobi",
  "Osaka", "Toronto", "São Paulo", "Kraków", "Cape Town", "Michigan", "Vermont", "Texas at Houston", "North Carolina", "Iowa",
  "New Mexico", "Washington", "Wisconsin", "Minnesota", "Puerto Rico", "Hawaiʻi", "Colorado", "Oregon", "Kansas", "Nebraska",
  "Manila", "Karachi", "Cairo", "Beirut", "Tel Aviv", "Athens", "Zagreb", "Vienna", "Zürich", "Lyon", "Bologna", "Barcelona",
};
/* what goes before a place and behind it */
static const char *const school_kinds[][2] = {
  { "University of ", " School of Medicine" }, { "", " Medical College" }, { "University of ", " Faculty of Medicine" },
  { "", " College of Osteopathic Medicine" }, { "", " University College of Health Sciences" },
};
static const char *const mail_domains[] = { "example.org", "mail.example.com", "students.example.edu" };
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

/* Appends what of a name can stand in an address. */
static char *
append_address_part (char       *end,
                     const char *name)
{
  for (; *name != '\0'; name++)
    if ((*name | 0x20) >= 'a' && (*name | 0x20) <= 'z')
      *end++ = (char) (*name | 0x20);
  return end;
}

static void
format_address (char        address[200],
                const char *given,
                const char *family,
                uint64_t    a,
                uint64_t    number)
{
  char *end = append_address_part (address, given);

  *end++ = '.';
  end = append_address_part (end, family);
  sprintf (end, "%" PRIu64 "@%s", number, ONE_OF (mail_domains, a >> 36));
}

/* What not everybody fills in. */
static int
format_optional (char     *line,
                 size_t    size,
                 uint64_t  b)
{
  int length = 0;

  line[0] = '\0';
  if (b % 6 == 0)
    length += snprintf (line, size, "\"phone\":\"+1 617 555 %04d\",", (int) (b >> 8 & 0x1fff) % 10000);
  if (b % 8 == 0)
    length += snprintf (line + length, size - (size_t) length, "\"question\":\"%s\",", ONE_OF (questions, b >> 24));
  return length;
}

static int
format_answers (char     *line,
                size_t    size,
                uint64_t  a,
                uint64_t  b,
                uint64_t  number)
{
  const char *given = ONE_OF (given_names, a), *family = ONE_OF (family_names, a >> 8);
  const char *const *kind = ONE_OF (school_kinds, a >> 20);
  char address[200];
  char optional[200];

  format_address (address, given, family, a, number);
  format_optional (optional, sizeof optional, b);
  return snprintf (line, size,
                   "{\"given_name\":\"%s\",\"family_name\":\"%s\",\"email\":\"%s\",%s\"degree\":\"%s\","
                   "\"medical_school\":\"%s%s%s\",\"graduation_year\":%d,\"interests\":[%s],\"consent\":true},"
                   "\"staff\":{}",
                   given, family, address, optional, ONE_OF (degrees, a >> 16), kind[0], ONE_OF (places, a >> 40), kind[1],
                   2024 + (int) ((a >> 24) % 6), ONE_OF (interests, a >> 28));
}

static void
write_line (FILE     *file,
            uint64_t *state,
            uint64_t  number)
{
  char line[2048];
  uint64_t a = next_random (state), b = next_random (state);
  int length = format_head (line, sizeof line, a, b, FIRST_MS + (int64_t) number * 1000);

  length += format_answers (line + length, sizeof line - (size_t) length, a, b, number);
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
