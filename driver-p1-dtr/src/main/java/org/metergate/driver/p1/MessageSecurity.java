// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.Optional;
import org.metergate.ciphering.CipherKey;
import org.metergate.ciphering.DecryptionResult;
import org.metergate.ciphering.GloCipher;
import org.metergate.ciphering.GloFrame;
import org.metergate.ciphering.KeyFormatException;
import org.metergate.ciphering.trust.AuthenticatedSenders;
import org.metergate.ciphering.trust.InvocationCounter;
import org.metergate.ciphering.trust.Report;
import org.metergate.ciphering.trust.SystemTitle;
import org.metergate.driver.p1.frame.EncryptedTelegram;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * Decrypts encrypted telegrams and decides which are read. Only the tag shows that such a telegram
 * is intact: one whose tag is wrong is damaged if the keys decrypted others of the same meter, else
 * the keys are wrong. One thread; exists as long as the driver.
 */
final class MessageSecurity {
  /** The key of the state that holds the last invocation counter. */
  static final String COUNTER_STATE = "invocation-counter";

  private static final String PROVEN_STATE = "proven-titles";

  /** The authentication key that all meters of Luxembourg share (Luxmetering P1, 3.2.5). */
  private static final String LUXEMBOURG = "00112233445566778899AABBCCDDEEFF";

  private final Optional<GloCipher> cipher;
  private final boolean secondKeyGiven;
  private final boolean proofRequired;
  private final PlainTexts plain;
  private final InvocationCounter counter = new InvocationCounter();
  private final AuthenticatedSenders proven = new AuthenticatedSenders();
  private final AuthenticatedSenders opened = new AuthenticatedSenders();
  private Report report;
  private long failed;

  MessageSecurity(P1Options options, PlainTexts plain) {
    this.plain = plain;
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
  void begin(Report newReport) {
    report = newReport;
    counterState().get().ifPresent(counter::restore);
    provenState().get().ifPresent(proven::restore);
  }

  private DurableState counterState() {
    return report.session().state(report.meter(), COUNTER_STATE);
  }

  private DurableState provenState() {
    return report.session().state(report.meter(), PROVEN_STATE);
  }

  /** Returns whether a telegram in plain text may be read. */
  boolean admitsPlainText() {
    if (proofRequired) {
      report.find(P1Findings.PROOF_REQUIRED);
      return false;
    }
    if (cipher.isPresent() && !proven.isEmpty()) {
      report.find(P1Findings.PROOF_LOST);
      return false;
    }
    if (cipher.isPresent()) {
      report.find(P1Findings.PLAIN_TEXT);
    }
    report.passed(Stage.DECRYPTION);
    return true;
  }

  /** Decrypts a telegram; nothing where it must not be read. */
  Optional<byte[]> open(EncryptedTelegram sealed) {
    GloFrame frame;
    try {
      frame = GloFrame.parse(sealed.bytes(), 0, sealed.bytes().length);
    } catch (MalformedException e) {
      report.find(P1Findings.CHECKSUM); // its length is right, so its content is damaged
      return Optional.empty();
    }
    String name = new SystemTitle(frame.systemTitle()).identifier();
    if (cipher.isEmpty()) {
      report.passed(Stage.FRAMES);
      return kept(sealed, P1Findings.KEY_MISSING, name);
    }
    DecryptionResult result = cipher.get().open(frame);
    if (result instanceof DecryptionResult.Authenticated whole) {
      report.passed(Stage.FRAMES);
      prove(frame.systemTitle());
      return admit(frame, sealed, name, whole.plaintext(), whole.keysSwapped(), true);
    }
    if (result instanceof DecryptionResult.Unsupported unknown) {
      report.keepUndecoded(sealed.bytes());
      String kind = String.format("security control %02X", unknown.securityControl());
      report.find(P1Findings.UNKNOWN_PROTECTION, "kind", kind);
      return Optional.empty();
    }
    if (isDamaged(frame.systemTitle())) {
      report.find(P1Findings.CHECKSUM);
      return Optional.empty();
    }
    report.passed(Stage.FRAMES);
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
  private Optional<byte[]> unproven(
      GloFrame frame, EncryptedTelegram sealed, String name, DecryptionResult result) {
    if (result instanceof DecryptionResult.Unauthenticated open) {
      return unproven(frame, sealed, name, open.plaintext(), open.keysSwapped());
    }
    if (result instanceof DecryptionResult.WrongAuthenticationKey && !secondKeyGiven) {
      return unproven(frame, sealed, name, plain.last(), false);
    }
    return kept(
        sealed,
        result instanceof DecryptionResult.WrongAuthenticationKey
            ? P1Findings.WRONG_SECOND_KEY
            : P1Findings.WRONG_KEY,
        name);
  }

  private Optional<byte[]> unproven(
      GloFrame frame, EncryptedTelegram sealed, String name, byte[] text, boolean swapped) {
    if (proofRequired || proven.contains(frame.systemTitle())) {
      report.find(proofRequired ? P1Findings.PROOF_REQUIRED : P1Findings.PROOF_LOST);
      return Optional.empty();
    }
    report.find(P1Findings.NOT_AUTHENTICATED, "meter", name);
    return admit(frame, sealed, name, text, swapped, false);
  }

  private void prove(long title) {
    opened.add(title);
    if (!proven.contains(title)) {
      proven.add(title);
      provenState().put(proven.text());
    }
  }

  private Optional<byte[]> kept(EncryptedTelegram sealed, FindingCode why, String name) {
    report.keepUndecoded(sealed.bytes());
    report.find(why, "meter", name);
    return Optional.empty();
  }

  private Optional<byte[]> admit(
      GloFrame frame,
      EncryptedTelegram sealed,
      String name,
      byte[] text,
      boolean swapped,
      boolean isProven) {
    report.passed(Stage.DECRYPTION);
    if (swapped) {
      report.find(P1Findings.KEYS_SWAPPED, "meter", name);
    }
    long count = frame.invocationCounter();
    long before = counter.last();
    switch (counter.judge(frame.systemTitle(), count, mark(sealed.bytes()), isProven)) {
      case NEW, NEW_METER -> {}
      case REPEATED -> report.find(P1Findings.REPEATED, "meter", name, "counter", count);
      case STEPPED_BACK ->
          report.find(
              P1Findings.COUNTER_STEPPED_BACK, "meter", name, "before", before, "counter", count);
      case REUSED, OLD -> {
        report.find(P1Findings.OLD, "meter", name, "counter", count);
        return Optional.empty();
      }
    }
    counterState().put(InvocationCounter.text(new SystemTitle(frame.systemTitle()).hex(), count));
    return Optional.of(text);
  }

  /** The end of the tag, which differs between different telegrams. */
  private static long mark(byte[] sealed) {
    long mark = 0;
    for (int i = sealed.length - Long.BYTES; i < sealed.length; i++) {
      mark = mark << 8 | sealed[i] & 0xFF;
    }
    return mark;
  }
}
