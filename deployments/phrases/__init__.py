"""Values as a person writes them, in any language: dates, numbers, durations. Answers and reports both speak so."""
