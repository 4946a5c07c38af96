"""Typesets one HTML file with WeasyPrint five times, each in a fresh process, and prints the median as a Markdown table."""

import statistics
import subprocess
import sys
import time

ONCE = """
import sys
from weasyprint import HTML
document = HTML(sys.argv[1]).render()
document.write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
print(len(document.pages))
"""


def main() -> None:
    page = sys.argv[1]
    seconds, pages = [], 0
    for _ in range(5):
        begun = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", ONCE, page, "/dev/null"], check=True, capture_output=True, text=True)
        seconds.append(time.perf_counter() - begun)
        pages = int(done.stdout.split()[-1])
    median = statistics.median(seconds)
    print("| peer | pages | seconds, cold, median of five | milliseconds a page |")
    print("|---|---|---|---|")
    print(f"| WeasyPrint | {pages} | {median:.2f} | {1000 * median / pages:.1f} |")


main()
