# language: de
Funktionalität: Regeln über Schlüsselwörter gelten in jeder Sprache

  # expect scenario-missing-then
  Szenario: Ein Buch nehmen
    Wenn Anna "Emma" nimmt

  Szenario: Ein Buch bringen
    Wenn Anna "Emma" bringt
    Dann liegt "Emma" im Regal

  # expect duplicate-scenario-name
  Szenario: Ein Buch bringen
    Wenn Anna "Emma" bringt
    Dann stehen 3 Bücher im Regal
