/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-ups as a spreadsheet of Office Open XML.
 *
 * The parts are zipped as they come, so memory stays constant and no details of people are in other files meanwhile; whatever fails to be
 * written fails the export. (libxlsxwriter, whose rows go through temporary files, does not look at what writing them returns.)
 */
#include "config.h"

#include "export/fair-export-file.h"
#include "export/fair-export-format.h"
#include "export/fair-export-table.h"
#include "export/fair-xlsx.h"
#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/uloc.h>

/* What a part, and all of them, may be long without extensions of the format that not every program reads. */
#define MAX_BYTES ((guint64) G_MAXUINT32 - 1024 * 1024)

typedef struct
{
  FairExportTable *table;
  struct archive *zip;
  GString *out; /* where the zipped bytes go */
  GString *xml; /* that are to be zipped */
  guint n_rows;
  guint64 n_bytes; /* of the part that is being written, and of all that is zipped */
  guint64 n_zipped;
} XlsxState;

static la_ssize_t
take_zipped (struct archive *zip,
             void           *state,
             const void     *bytes,
             size_t          length)
{
  XlsxState *self = state;

  self->n_zipped += length;
  if (self->out != NULL)
    g_string_append_len (self->out, bytes, (gssize) length);
  return (la_ssize_t) length;
}

static void
begin_part (XlsxState  *self,
            const char *name)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_write_header (self->zip, entry);
  archive_entry_free (entry);
  self->n_bytes = 0;
}

static gboolean
fail (const XlsxState  *self,
      GError          **error)
{
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE, _("The spreadsheet could not be put together: %s"),
               archive_error_string (self->zip));
  return FALSE;
}

static gboolean
send_xml (XlsxState  *self,
          GError    **error)
{
  gboolean zipped = archive_write_data (self->zip, self->xml->str, self->xml->len) >= 0;

  self->n_bytes += self->xml->len;
  g_string_truncate (self->xml, 0);
  return zipped || fail (self, error);
}

static void
add_part (XlsxState  *self,
          const char *name,
          const char *xml)
{
  begin_part (self, name);
  g_string_assign (self->xml, xml);
  send_xml (self, NULL);
}

static void
open_zip (XlsxState *self)
{
  self->zip = archive_write_new ();
  archive_write_set_format_zip (self->zip);
  archive_write_set_format_option (self->zip, "zip", "zip64", NULL);
  archive_write_set_bytes_per_block (self->zip, 0);
  archive_write_set_bytes_in_last_block (self->zip, 1);
  archive_write_open2 (self->zip, self, NULL, take_zipped, NULL, NULL);
}

static gpointer
begin (GString                 *out,
       const FairExportSource  *source,
       GError                 **error)
{
  XlsxState *self = g_new0 (XlsxState, 1);

  self->table = fair_export_source_make_table (source);
  self->out = out;
  self->xml = g_string_new (NULL);
  self->n_rows = 1;
  open_zip (self);
  add_part (self, "[Content_Types].xml", fair_xlsx_content_types);
  add_part (self, "_rels/.rels", fair_xlsx_package);
  add_part (self, "xl/_rels/workbook.xml.rels", fair_xlsx_relations);
  add_part (self, "xl/styles.xml", fair_xlsx_styles);
  begin_part (self, "xl/worksheets/sheet1.xml");
  fair_xlsx_append_head (self->xml, self->table, uloc_isRightToLeft (fair_form_get_language (source->form)));
  return self;
}

static gboolean
check_room (const XlsxState  *self,
            GError          **error)
{
  if (self->n_rows < FAIR_XLSX_MAX_ROWS && self->n_bytes < MAX_BYTES && self->n_zipped < MAX_BYTES)
    return TRUE;
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_WRITE,
               _("A spreadsheet cannot hold more than %'u people. Export one fair at a time, or as CSV."), self->n_rows - 1);
  return FALSE;
}

static gboolean
xlsx_version (gpointer            state,
              GString            *out,
              const FairVersion  *version,
              GError            **error)
{
  XlsxState *self = state;

  if (!check_room (self, error))
    return FALSE;
  fair_xlsx_append_row (self->xml, self->table, fair_export_table_fill_row (self->table, version), ++self->n_rows);
  return send_xml (self, error);
}

static gboolean
xlsx_end (gpointer   state,
          GString   *out,
          GError   **error)
{
  XlsxState *self = state;
  guint n_columns = fair_export_table_get_n_columns (self->table);

  fair_xlsx_append_foot (self->xml, n_columns, self->n_rows);
  if (!send_xml (self, error))
    return FALSE;
  begin_part (self, "xl/workbook.xml");
  fair_xlsx_append_workbook (self->xml, _("People"), n_columns, self->n_rows);
  return send_xml (self, error) && (archive_write_close (self->zip) == ARCHIVE_OK || fail (self, error));
}

static void
xlsx_free (gpointer state)
{
  XlsxState *self = state;

  self->out = NULL;
  archive_write_free (self->zip);
  fair_export_table_free (self->table);
  g_string_free (self->xml, TRUE);
  g_free (self);
}

const FairExporter fair_xlsx_exporter = { begin, xlsx_version, xlsx_end, xlsx_free };
