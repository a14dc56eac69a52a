/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Skip logic: the conditions on other answers under which a field is asked for at all. */
#include "config.h"
#include "form/fair-relevance.h"

#include <glib/gi18n-lib.h>

static void
condition_free (FairCondition *self)
{
  g_free (self->field);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static void
add_value (FairCondition *self,
           JsonNode      *node)
{
  g_ptr_array_add (self->values, json_node_ref (node));
}

static FairCondition *
condition_new (const char *field)
{
  FairCondition *self = g_new0 (FairCondition, 1);

  self->field = g_strdup (field);
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  return self;
}

static FairCondition *
read_condition (const char     *field,
                JsonObject     *rule,
                FairPackReader *reader,
                const char     *place)
{
  FairCondition *self = condition_new (field);
  JsonArray *allowed = NULL;

  if (json_object_has_member (rule, "const"))
    add_value (self, json_object_get_member (rule, "const"));
  else if (json_object_has_member (rule, "contains"))
    {
      add_value (self, json_object_get_member (rule, "contains"));
      self->contains = TRUE;
    }
  else if (json_object_has_member (rule, "enum"))
    allowed = fair_pack_reader_get_array (reader, rule, place, "enum", FALSE);
  for (guint i = 0; allowed != NULL && i < json_array_get_length (allowed); i++)
    add_value (self, json_array_get_element (allowed, i));
  if (self->values->len > 0)
    return self;
  fair_pack_reader_complain (reader, place, NULL,
                             _("a condition is expected: {\"const\": …}, {\"enum\": […]} or {\"contains\": …}"));
  condition_free (self);
  return NULL;
}

/**
 * fair_relevance_new_from_object:
 * @object: `relevant` of a field: conditions by the id of another field
 * @reader: where problems go
 * @place: where @object stands
 *
 * Returns: (transfer full) (element-type FairCondition): the conditions that could be read
 */
GPtrArray *
fair_relevance_new_from_object (JsonObject     *object,
                                FairPackReader *reader,
                                const char     *place)
{
  GPtrArray *conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) condition_free);
  JsonObjectIter iter;
  const char *field = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &field, NULL))
    {
      JsonObject *rule = fair_pack_reader_get_object (reader, object, place, field, TRUE);
      g_autofree char *rule_place = fair_pack_place (place, field);
      FairCondition *condition = rule != NULL ? read_condition (field, rule, reader, rule_place) : NULL;

      if (condition != NULL)
        g_ptr_array_add (conditions, condition);
    }
  return conditions;
}

static gboolean
is_equal (JsonNode       *node,
          yyjson_mut_val *value)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    return yyjson_mut_equals_str (value, json_node_get_string (node));
  if (type == G_TYPE_BOOLEAN)
    return yyjson_mut_is_bool (value) && yyjson_mut_get_bool (value) == json_node_get_boolean (node);
  if (type == G_TYPE_INT64)
    return yyjson_mut_is_int (value) && yyjson_mut_get_sint (value) == json_node_get_int (node);
  return FALSE;
}

static gboolean
is_any (GPtrArray      *nodes,
        yyjson_mut_val *value)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      if (is_equal (g_ptr_array_index (nodes, i), value))
        return TRUE;
    }
  return FALSE;
}

static gboolean
condition_holds (const FairCondition *self,
                 const FairAnswers   *answers)
{
  yyjson_mut_val *value = fair_answers_peek_value (answers, self->field);
  yyjson_mut_val *element = NULL;
  yyjson_mut_arr_iter iter;

  if (!self->contains)
    return value != NULL && is_any (self->values, value);
  yyjson_mut_arr_iter_init (value, &iter);
  while ((element = yyjson_mut_arr_iter_next (&iter)) != NULL)
    {
      if (is_any (self->values, element))
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_relevance_holds:
 * @conditions: (nullable) (element-type FairCondition): conditions
 * @answers: answers
 *
 * Returns: whether all of them hold
 */
gboolean
fair_relevance_holds (GPtrArray         *conditions,
                      const FairAnswers *answers)
{
  for (guint i = 0; conditions != NULL && i < conditions->len; i++)
    {
      if (!condition_holds (g_ptr_array_index (conditions, i), answers))
        return FALSE;
    }
  return TRUE;
}
