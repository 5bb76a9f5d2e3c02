# escape.awk: escape(text) gives the inside of a JSON string. Run it with LC_ALL=C, so that a character is a byte.
# Bytes that are not UTF-8 become U+FFFD; control characters, those of the C1 block too, become \u00XX.

BEGIN {
  for (i = 1; i < 256; i++) byte_of[sprintf("%c", i)] = i
}

function escape(text,    out, i, n, c, b, len) {
  if (text !~ /[^ !#-\[\]-~]/) return text
  n = length(text)
  out = ""
  for (i = 1; i <= n; i++) {
    c = substr(text, i, 1)
    b = byte_of[c] + 0
    if (b == 34 || b == 92) out = out "\\" c
    else if (b < 32 || b == 127) out = out sprintf("\\u%04x", b)
    else if (b < 127) out = out c
    else {
      len = utf8_length(text, i, b)
      if (len == 0) out = out "\\ufffd"
      else {
        if (b == 194 && byte_of[substr(text, i + 1, 1)] < 160) out = out sprintf("\\u%04x", byte_of[substr(text, i + 1, 1)])
        else out = out substr(text, i, len)
        i += len - 1
      }
    }
  }
  return out
}

# Length of the well-formed UTF-8 sequence that begins at byte i (value b), or 0: no overlong forms, no
# surrogates, nothing above U+10FFFF (table 3-7 of the Unicode standard).
function utf8_length(text, i, b,    len, low, high, k, next_byte) {
  if (b >= 194 && b <= 223) len = 2
  else if (b >= 224 && b <= 239) len = 3
  else if (b >= 240 && b <= 244) len = 4
  else return 0
  low = 128; high = 191
  if (b == 224) low = 160
  else if (b == 237) high = 159
  else if (b == 240) low = 144
  else if (b == 244) high = 143
  for (k = 1; k < len; k++) {
    next_byte = byte_of[substr(text, i + k, 1)] + 0
    if (next_byte < low || next_byte > high) return 0
    low = 128; high = 191
  }
  return len
}
