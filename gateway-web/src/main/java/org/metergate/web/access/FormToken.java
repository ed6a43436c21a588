// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.metergate.web.html.Visitor;

/**
 * The token of forms against forged requests. Those with a session have one from there; for those
 * whom Home Assistant passes it is made from their name, with a key of this run. Any thread.
 */
public final class FormToken {
  /** The name of the field. */
  public static final String FIELD = "form-token";

  private static final String MAC = "HmacSHA256";

  private final byte[] key = new byte[32];

  /** Draws a new key. */
  public FormToken() {
    new SecureRandom().nextBytes(key);
  }

  /** Returns the token of a user of Home Assistant. */
  String of(String user) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      byte[] sum = mac.doFinal(user.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }

  /**
   * Returns whether a form was made for its sender, in constant time. A program that sends its own
   * token in a header needs none: no page can make a browser send it.
   *
   * @param sent the field of the form; null without one.
   * @param visitor the sender.
   * @return false for another token, and for somebody who has none.
   */
  public static boolean fits(String sent, Visitor visitor) {
    if (visitor.kind() == Visitor.Kind.TOKEN) {
      return true;
    }
    return sent != null
        && !visitor.formToken().isEmpty()
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            visitor.formToken().getBytes(StandardCharsets.UTF_8));
  }
}
