# Short names for what a developer does every day. Everything works without make, too.
.PHONY: demo test check format lock messages docs

demo: ; python3 run.py demo
test: ; python3 run.py test
check: ; bash .ci/run

format:
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

lock:
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  pyproject.toml -o requirements.txt
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  pyproject.toml --group dev -o requirements-dev.txt

messages: ; .venv/bin/python .ci/translations.py --write
docs: ; python3 run.py print_docs
