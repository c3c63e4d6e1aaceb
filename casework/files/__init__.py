"""What a file from outside may be, found out without opening it (reliability 7.4)."""
