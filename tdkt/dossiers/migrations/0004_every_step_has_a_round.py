import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_steps_know_their_round")]
    operations = [
        migrations.AlterField(
            model_name="steptaken",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="dossiers.awardround",
                verbose_name="tại đợt xét",
            ),
        ),
    ]
