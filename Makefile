# Two commands: `make run` runs CănCứ, `make test` runs every check.
# Needs: Python 3.11 with venv, make. Everything else is installed here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860
OCR_PACKAGES := tesseract-ocr tesseract-ocr-vie
TEST_PACKAGES := libgomp1 chromium fonts-dejavu-core libreoffice-writer-nogui recode

.PHONY: run test install check ocr test-system bench clean

run: install ocr
	$(BIN)/cancu ingest --samples --if-empty
	$(BIN)/cancu ui --port $(PORT)

test: install-dev ocr test-system check
	$(BIN)/pytest

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev

# PyTorch first and alone: its own CPU index, where it can be reached, saves gigabytes of CUDA.
$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --retries 0 --timeout 15 torch==2.13.0 \
		--extra-index-url https://download.pytorch.org/whl/cpu
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet -r requirements-dev.lock
	touch $@

# Scans need tesseract with Vietnamese; text, Word and PDF with text work without it.
ocr:
	@sh corpus/build/system_packages.sh "Đọc bản chụp (scan)" $(OCR_PACKAGES)

test-system:
	@sh corpus/build/system_packages.sh "Kiểm thử giao diện web" $(TEST_PACKAGES)

bench: install-dev
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) build *.egg-info
