// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.kem;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A KEM file of either version: XML Encryption around a list of meters with their keys. Its one
 * cipher value is AES-128-CBC; the key is the password in UTF-8, filled up with zeros to 16 bytes,
 * and so is the initialisation vector. As read by the public importers utils/kem-import.py and
 * kem-extract.sh of wmbusmeters. Immutable.
 */
public final class KemFile {
  private static final int BLOCK = 16;
  private static final int LOOK_AHEAD = 1 << 16;
  private static final Pattern ENVELOPE = Pattern.compile("<(?:[\\w-]{1,20}:)?EncryptedData\\b");
  private static final Pattern PLAIN =
      Pattern.compile("^\\s*(?:<\\?xml[^>]{0,200}>)?\\s*<(MetersInOrder|Devices)\\b");
  private static final Pattern INNER =
      Pattern.compile("^\\uFEFF?\\s*<(?:\\?xml|MetersInOrder|Devices)\\b");
  private static final String WRONG_PASSWORD =
      "The password does not open this file. Passwords in use are the customer number, the number"
          + " of the order or the delivery, or a word that came apart from the file; capital"
          + " letters count.";

  private final byte[] cipherText;
  private final String plain;

  private KemFile(byte[] cipherText, String plain) {
    this.cipherText = cipherText;
    this.plain = plain;
  }

  /** Whether the bytes are those of a KEM file, so that they are not read as a text. */
  static boolean looksLike(byte[] bytes) {
    String begin =
        new String(bytes, 0, Math.min(bytes.length, LOOK_AHEAD), StandardCharsets.UTF_8)
            .replace("\uFEFF", "");
    return begin.stripLeading().startsWith("<")
        && (ENVELOPE.matcher(begin).find() || PLAIN.matcher(begin).find());
  }

  /**
   * Looks at the bytes of a file.
   *
   * @param bytes without an archive around them.
   * @return the file, or empty if it is none and is to be read as a text.
   * @throws KemException for one that is damaged, or protected in another way.
   */
  public static Optional<KemFile> in(byte[] bytes) throws KemException {
    if (!looksLike(bytes)) {
      return Optional.empty();
    }
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "");
    if (PLAIN.matcher(text).find()) {
      return Optional.of(new KemFile(null, text.strip()));
    }
    Document document = SafeXml.parse(text.strip());
    List<Element> values = SafeXml.elements(document.getDocumentElement(), "CipherValue");
    String method =
        SafeXml.elements(document.getDocumentElement(), "EncryptionMethod").stream()
            .map(element -> element.getAttribute("Algorithm"))
            .findFirst()
            .orElse("");
    boolean known = method.isEmpty() || method.endsWith("aes128-cbc");
    if (values.size() != 1 || !known) {
      throw new KemException(
          "This file is protected in another way than Kamstrup's KEM files; it may be another"
              + " maker's. Ask the grid company for GPK60 and GPK61 as text.");
    }
    return Optional.of(new KemFile(cipherText(values.get(0).getTextContent()), null));
  }

  private static byte[] cipherText(String base64) throws KemException {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64.strip());
      if (bytes.length > 0 && bytes.length % BLOCK == 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // as below
    }
    throw new KemException("The KEM file is damaged: what is encrypted in it is not complete.");
  }

  /**
   * Returns whether the keys are encrypted.
   *
   * @return false for a list of meters that was decrypted before.
   */
  public boolean needsPassword() {
    return plain == null;
  }

  /**
   * Returns the keys of all meters in the file.
   *
   * @param password of at most 16 bytes; not used where none is needed.
   * @return with the meters to which they belong.
   * @throws KemException for a wrong password, and for content that is no list of meters.
   */
  public List<KemKey> keys(String password) throws KemException {
    if (plain != null) {
      return KemContent.keys(plain);
    }
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > BLOCK) {
      throw new KemException(
          "The password is longer than 16 characters, and no KEM file has such a one.", true);
    }
    if (bytes.length == 0) {
      throw new KemException("The password is empty.", true);
    }
    return KemContent.keys(decrypt(Arrays.copyOf(bytes, BLOCK)));
  }

  private String decrypt(byte[] key) throws KemException {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key));
      return text(cipher.doFinal(cipherText));
    } catch (GeneralSecurityException e) {
      throw new KemException("This Java cannot decrypt AES-128-CBC.");
    }
  }

  /** The padding is filled with anything; only what is before it is a text. */
  private static String text(byte[] decrypted) throws KemException {
    int end = decrypted.length;
    while (end > 0 && decrypted[end - 1] != '>') {
      end--;
    }
    for (int least = Math.max(0, decrypted.length - 3 * BLOCK); end > least; end--) {
      if (decrypted[end - 1] == '>') { // the padding may have one by chance
        try {
          String text =
              StandardCharsets.UTF_8
                  .newDecoder()
                  .decode(ByteBuffer.wrap(decrypted, 0, end))
                  .toString();
          if (INNER.matcher(text).find() && SafeXml.isWellFormed(text)) {
            return text;
          }
        } catch (CharacterCodingException e) {
          // the text ends further in front, or the password is wrong
        }
      }
    }
    String begin = new String(decrypted, 0, Math.min(32, decrypted.length), StandardCharsets.UTF_8);
    throw INNER.matcher(begin).find()
        ? new KemException("The password is right, but the KEM file is damaged.")
        : new KemException(WRONG_PASSWORD, true);
  }
}
