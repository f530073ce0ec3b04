"""What is kept: tables, named queries, migrations. No rule, no Discord, no sentence."""
