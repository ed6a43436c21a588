// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.Optional;
import org.metergate.ciphering.CipherKey;
import org.metergate.ciphering.DecryptionResult;
import org.metergate.ciphering.GloCipher;
import org.metergate.ciphering.GloFrame;
import org.metergate.ciphering.KeyFormatException;
import org.metergate.ciphering.trust.AuthenticatedSenders;
import org.metergate.ciphering.trust.Judgement;
import org.metergate.ciphering.trust.SenderState;
import org.metergate.driver.p1.frame.EncryptedTelegram;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * Decrypts encrypted telegrams and decides which are read. Only the tag shows that such a telegram
 * is intact: one whose tag is wrong is damaged if the keys decrypted others of the same meter, else
 * the keys are wrong. One thread; exists as long as the driver.
 */
final class MessageSecurity {
  /** The authentication key that all meters of Luxembourg share (Luxmetering P1, 3.2.5). */
  private static final String LUXEMBOURG = "00112233445566778899AABBCCDDEEFF";

  private final Optional<GloCipher> cipher;
  private final boolean secondKeyGiven;
  private final boolean proofRequired;
  private final PlainTexts plain;
  private final SenderState senders;
  private final AuthenticatedSenders opened = new AuthenticatedSenders();
  private MeterSession meter;
  private long failed;

  MessageSecurity(P1Options options, PlainTexts plain, SenderState senders) {
    this.plain = plain;
    this.senders = senders;
    this.secondKeyGiven = options.authentication().isPresent();
    this.proofRequired = options.proofRequired();
    CipherKey second = options.authentication().orElse(common());
    this.cipher =
        options.encryption().map(key -> new GloCipher(key, Optional.of(second), plain::plausible));
  }

  private static CipherKey common() {
    try {
      return CipherKey.parse(LUXEMBOURG);
    } catch (KeyFormatException e) {
      throw new IllegalStateException("the common key has 32 digits", e);
    }
  }

  /** Begins a session: restores the stored state and reports to the session from now on. */
  void begin(MeterSession newMeter) {
    meter = newMeter;
    senders.begin(newMeter);
  }

  /** Returns whether a telegram in plain text may be read. */
  boolean admitsPlainText() {
    if (proofRequired) {
      meter.find(P1Findings.PROOF_REQUIRED);
      return false;
    }
    if (cipher.isPresent() && senders.anyAuthenticates()) {
      meter.find(P1Findings.PROOF_LOST);
      return false;
    }
    if (cipher.isPresent()) {
      meter.find(P1Findings.PLAIN_TEXT);
    }
    meter.passed(Stage.DECRYPTION);
    return true;
  }

  /** Decrypts a telegram and judges it. */
  Judgement open(EncryptedTelegram sealed) {
    GloFrame frame;
    try {
      frame = GloFrame.parse(sealed.bytes(), 0, sealed.bytes().length);
    } catch (MalformedException e) {
      meter.find(P1Findings.CHECKSUM); // its length is right, so its content is damaged
      return Judgement.Refused.NOT_READABLE;
    }
    String name = senders.identifier(frame.systemTitle());
    if (cipher.isEmpty()) {
      meter.passed(Stage.FRAMES);
      return kept(sealed, P1Findings.KEY_MISSING, name);
    }
    DecryptionResult result = cipher.get().open(frame);
    if (result instanceof DecryptionResult.Authenticated whole) {
      meter.passed(Stage.FRAMES);
      opened.add(frame.systemTitle());
      senders.authenticated(frame.systemTitle());
      return admit(frame, name, whole.plaintext(), whole.keysSwapped(), true);
    }
    if (result instanceof DecryptionResult.Unsupported unknown) {
      meter.keepUndecoded(sealed.bytes());
      String kind = String.format("security control %02X", unknown.securityControl());
      meter.find(P1Findings.UNKNOWN_PROTECTION, "kind", kind);
      return Judgement.Refused.NOT_READABLE;
    }
    if (isDamaged(frame.systemTitle())) {
      meter.find(P1Findings.CHECKSUM);
      return Judgement.Refused.NOT_READABLE;
    }
    meter.passed(Stage.FRAMES);
    return unproven(frame, sealed, name, result);
  }

  /**
   * Distinguishes damage from a wrong key: the keys decrypted telegrams of this meter, or the text
   * begins like a telegram. If they decrypted another meter's, the title itself may be damaged: a
   * new meter will send again.
   */
  private boolean isDamaged(long title) {
    boolean again = failed == title;
    failed = title;
    return opened.contains(title) || plain.lastWasDamaged() || !opened.isEmpty() && !again;
  }

  /** The text is intact by its own checksum, but not authenticated by a tag. */
  private Judgement unproven(
      GloFrame frame, EncryptedTelegram sealed, String name, DecryptionResult result) {
    if (result instanceof DecryptionResult.Unauthenticated open) {
      return unproven(frame, name, open.plaintext(), open.keysSwapped());
    }
    if (result instanceof DecryptionResult.WrongAuthenticationKey && !secondKeyGiven) {
      return unproven(frame, name, plain.last(), false);
    }
    return kept(
        sealed,
        result instanceof DecryptionResult.WrongAuthenticationKey
            ? P1Findings.WRONG_SECOND_KEY
            : P1Findings.WRONG_KEY,
        name);
  }

  private Judgement unproven(GloFrame frame, String name, byte[] text, boolean swapped) {
    if (proofRequired || senders.authenticates(frame.systemTitle())) {
      meter.find(proofRequired ? P1Findings.PROOF_REQUIRED : P1Findings.PROOF_LOST);
      return Judgement.Refused.NOT_READABLE;
    }
    meter.find(P1Findings.NOT_AUTHENTICATED, "meter", name);
    return admit(frame, name, text, swapped, false);
  }

  private Judgement kept(EncryptedTelegram sealed, FindingCode why, String name) {
    meter.keepUndecoded(sealed.bytes());
    meter.find(why, "meter", name);
    return Judgement.Refused.NOT_READABLE;
  }

  private Judgement admit(
      GloFrame frame, String name, byte[] text, boolean swapped, boolean isProven) {
    meter.passed(Stage.DECRYPTION);
    if (swapped) {
      meter.find(P1Findings.KEYS_SWAPPED, "meter", name);
    }
    long count = frame.invocationCounter();
    long before = senders.lastCounter();
    switch (senders.judge(frame, isProven)) {
      case NEW, NEW_METER -> {}
      case REPEATED -> meter.find(P1Findings.REPEATED, "meter", name, "counter", count);
      case STEPPED_BACK ->
          meter.find(
              P1Findings.COUNTER_STEPPED_BACK, "meter", name, "before", before, "counter", count);
      case REUSED, OLD -> {
        meter.find(P1Findings.OLD, "meter", name, "counter", count);
        return Judgement.Refused.NOTHING_NEW;
      }
    }
    return new Judgement.Admitted(text, 0, text.length, name);
  }
}
