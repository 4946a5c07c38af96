"""Times WeasyPrint on a web page, for comparison with this crate: python3 weasyprint.py PAGE.html [OUT.pdf] [RUNS]

The page comes from the example: cargo run --release -p reports --example thirty_pages -- report.pdf report.html
"""

import sys
import time
from pathlib import Path


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    begun = time.perf_counter()
    # WeasyPrint is this script's own name too: look past the script's folder.
    sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]
    import weasyprint

    print(f"weasyprint {weasyprint.__version__}, import: {time.perf_counter() - begun:.3f} s")
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    seconds = []
    for nth in range(runs):
        begun = time.perf_counter()
        document = weasyprint.HTML(filename=sys.argv[1]).render(pdf_variant="pdf/ua-1", pdf_tags=True)
        pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
        seconds.append(time.perf_counter() - begun)
        pages = len(document.pages)
        print(f"run {nth + 1}: {seconds[-1]:.3f} s, {pages} pages, {seconds[-1] / pages:.4f} s a page, {len(pdf) // 1000} KB")
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_bytes(pdf)
    median = sorted(seconds)[len(seconds) // 2]
    print(f"median: {median:.3f} s, {median / pages:.4f} s a page")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
