#!/bin/sh
# Makes the demo library; the arguments are those of make.mjs.
set -eu
for tool in node ffmpeg sox convert "${CHROMIUM:-chromium}"; do
  command -v "$tool" >/dev/null || { echo "make-demo needs $tool" >&2; exit 1; }
done
exec node "$(dirname "$0")/make.mjs" "$@"
