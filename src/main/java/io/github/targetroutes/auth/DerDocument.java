package io.github.targetroutes.auth;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DER document freed from what editors, shells and secret stores wrap around it: PEM lines,
 * base64, a byte order mark, CRLF, line breaks turned into spaces or into a literal {@code \n}.
 *
 * @param label the PEM label, such as {@code RSA PRIVATE KEY}; empty when there was none
 * @param cipher the cipher of a legacy {@code DEK-Info} header, such as {@code AES-256-CBC}; null
 *     when the document isn't encrypted in that way
 * @param iv the initialisation vector of that cipher, or null
 * @param bytes the DER bytes, or the cipher text when there is a cipher
 */
record DerDocument(String label, String cipher, byte[] iv, byte[] bytes) {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-{1,5} *BEGIN ([A-Z0-9 ]+?) *-{1,5}(.*?)-{1,5} *END \\1 *-{1,5}", Pattern.DOTALL);
  private static final Pattern LEGACY_HEADERS =
      Pattern.compile(
          "\\s*Proc-Type:\\s*4,\\s*ENCRYPTED\\s+DEK-Info:\\s*([A-Za-z0-9-]+),\\s*([0-9A-Fa-f]+)\\s(.*)",
          Pattern.DOTALL);

  DerKind kind() {
    return cipher == null ? DerKind.of(bytes) : DerKind.UNKNOWN;
  }

  boolean holdsPrivateKey() {
    return cipher != null || kind().holdsPrivateKey();
  }

  /** All documents in a file's or setting's content, in their order; empty when there are none. */
  static List<DerDocument> in(byte[] content) {
    if (DerKind.of(content) != DerKind.UNKNOWN) {
      return List.of(plain("", content));
    }
    String text = text(content);
    List<DerDocument> blocks = blocks(text);
    if (!blocks.isEmpty() || hasBeginLine(text)) {
      return blocks;
    }
    byte[] decoded = base64(text);
    return DerKind.of(decoded) != DerKind.UNKNOWN
        ? List.of(plain("", decoded))
        : blocks(text(decoded));
  }

  /** Whether there is a PEM BEGIN line. */
  static boolean hasBeginLine(String text) {
    return text.contains("-BEGIN ");
  }

  /** The content as text, with line breaks where a literal {@code \n} stands for one. */
  static String text(byte[] content) {
    return decode(content).replace("\\r", "\r").replace("\\n", "\n");
  }

  /** The content as text, in the encoding that its byte order mark tells (PowerShell: UTF-16). */
  static String decode(byte[] content) {
    Charset charset = StandardCharsets.UTF_8;
    if (content.length > 1 && content[0] == (byte) 0xFE && content[1] == (byte) 0xFF
        || content.length > 1 && content[0] == (byte) 0xFF && content[1] == (byte) 0xFE) {
      charset = StandardCharsets.UTF_16;
    }
    return new String(content, charset);
  }

  private static List<DerDocument> blocks(String text) {
    List<DerDocument> documents = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      Matcher legacy = LEGACY_HEADERS.matcher(block.group(2));
      documents.add(
          legacy.matches() && legacy.group(2).length() % 2 == 0
              ? new DerDocument(
                  block.group(1),
                  legacy.group(1),
                  HexFormat.of().parseHex(legacy.group(2)),
                  base64(legacy.group(3)))
              : plain(block.group(1), base64(block.group(2))));
    }
    return documents;
  }

  private static DerDocument plain(String label, byte[] der) {
    return new DerDocument(label, null, null, der);
  }

  /** Lenient on purpose: GNU base64 wraps its lines, and JSON adds quotes and commas. */
  private static byte[] base64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
