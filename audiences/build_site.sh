#!/usr/bin/env bash
# The site of one audience of the demo: extract, copy of the project, sources, pages. Usage: build_audience.sh tmeic
set -euo pipefail
folder="data/audiences/$1"
.venv/bin/python -m audiences.project "$1"
(cd "$folder/reports" && ../../../../node_modules/.bin/evidence sources --strict)
REPORTS_FOLDER="$folder/reports" node render/build-site.mjs
# Published at once: whoever looks sees the old site or the new one.
rm -rf "$folder/site.old"
if [ -e "$folder/site" ]; then mv "$folder/site" "$folder/site.old"; fi
mv "$folder/reports/build" "$folder/site"
rm -rf "$folder/site.old" "$folder/reports"
