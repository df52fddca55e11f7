"""The former answers have been carried over."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_carry_answers_over")]

    operations = [
        migrations.DeleteModel(name="FormerResponse"),
        migrations.RemoveField(
            model_name="round",
            name="staff_token",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="response",
            trigger=pgtrigger.compiler.Trigger(
                name="only_while_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'UPDATE' THEN\n    RAISE EXCEPTION 'An answer never changes.';\nEND IF;\nIF (SELECT is_closed FROM surveys_round WHERE number = COALESCE(NEW.round_number, OLD.round_number)) THEN\n    RAISE EXCEPTION 'The answers of a closed round never change.';\nEND IF;\nIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\nRETURN NEW;\n",
                    hash="bd1410b1772c608658f852d9196a62d7f151f132",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_only_while_open_11c50",
                    table="surveys_response",
                    when="BEFORE",
                ),
            ),
        ),
    ]
