// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.Optional;
import org.metergate.ciphering.DecryptionResult;
import org.metergate.ciphering.GloCipher;
import org.metergate.ciphering.GloFrame;
import org.metergate.ciphering.PlaintextCheck;
import org.metergate.ciphering.trust.AuthenticatedSenders;
import org.metergate.ciphering.trust.InvocationCounter;
import org.metergate.ciphering.trust.Report;
import org.metergate.ciphering.trust.SystemTitle;
import org.metergate.driver.omnipower.frame.Message;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * Decides which messages are read. A valid tag authenticates a message. Without one, a message is
 * read with a finding, unless the configuration requires authentication or the meter authenticated
 * its messages before. One thread; exists as long as the driver, so its state survives a new link.
 */
final class MessageSecurity {
  /** The key of the state that holds the last invocation counter. */
  static final String COUNTER_STATE = "invocation-counter";

  private static final String PROVEN_STATE = "proven-titles";

  private final Optional<GloCipher> cipher;
  private final boolean canProve;
  private final boolean proofRequired;
  private final InvocationCounter counter = new InvocationCounter();
  private final AuthenticatedSenders proven = new AuthenticatedSenders();

  private Report report;
  private DurableState counterState;
  private SystemTitle lastTitle;
  private String lastHex;
  private String lastIdentifier;

  /**
   * A message that may be read.
   *
   * @param bytes contains the plain message.
   * @param offset of its first byte.
   * @param length in bytes.
   * @param identifier of the sender; empty where only the list has it.
   */
  record Admitted(byte[] bytes, int offset, int length, String identifier) {}

  MessageSecurity(OmnipowerOptions options, PlaintextCheck check) {
    this.cipher = options.encryption().map(k -> new GloCipher(k, options.authentication(), check));
    this.canProve = options.authentication().isPresent();
    this.proofRequired = options.proofRequired();
  }

  /** Begins a session: restores the stored state and reports to the session from now on. */
  void remember(Report newReport) {
    report = newReport;
    counterState = report.session().state(report.meter(), COUNTER_STATE);
    counterState.get().ifPresent(counter::restore);
    provenState().get().ifPresent(proven::restore);
  }

  private DurableState provenState() {
    return report.session().state(report.meter(), PROVEN_STATE);
  }

  /** Judges a message without encryption. */
  Optional<Admitted> plain(Message message) {
    if (proofRequired) {
      report.find(OmnipowerFindings.AUTHENTICATION_REQUIRED);
      return Optional.empty();
    }
    if (canProve && !proven.isEmpty()) {
      report.find(OmnipowerFindings.AUTHENTICATION_LOST);
      return Optional.empty();
    }
    report.find(OmnipowerFindings.NOT_AUTHENTICATED_PLAIN);
    report.passed(Stage.DECRYPTION);
    return Optional.of(new Admitted(message.bytes(), message.offset(), message.length(), ""));
  }

  /** Decrypts an encrypted message and judges it. */
  Optional<Admitted> ciphered(Message message) throws MalformedException {
    GloFrame frame = GloFrame.parse(message.bytes(), message.offset(), message.length());
    name(frame.systemTitle());
    long lost = counter.lost(frame.systemTitle(), frame.invocationCounter());
    if (lost > 0) {
      report.find(OmnipowerFindings.MESSAGES_LOST, "meter", lastIdentifier, "count", lost);
    }
    if (cipher.isEmpty()) {
      return kept(message, OmnipowerFindings.KEYS_MISSING);
    }
    DecryptionResult decryptionResult = cipher.get().open(frame);
    if (decryptionResult instanceof DecryptionResult.Authenticated known) {
      return authenticated(message, frame, known);
    }
    if (decryptionResult instanceof DecryptionResult.Unauthenticated unproven) {
      return unauthenticated(message, frame, unproven);
    }
    if (decryptionResult instanceof DecryptionResult.Unsupported unknown) {
      String kind = String.format("security control %02X", unknown.securityControl());
      report.keepUndecoded(message.wire());
      report.find(OmnipowerFindings.UNKNOWN_PROTECTION, "kind", kind);
      return Optional.empty();
    }
    return kept(
        message,
        decryptionResult instanceof DecryptionResult.WrongAuthenticationKey
            ? OmnipowerFindings.WRONG_AUTHENTICATION_KEY
            : OmnipowerFindings.WRONG_ENCRYPTION_KEY);
  }

  private void name(long title) {
    if (lastTitle == null || lastTitle.bits() != title) {
      lastTitle = new SystemTitle(title);
      lastHex = lastTitle.hex();
      lastIdentifier = lastTitle.identifier();
    }
  }

  private Optional<Admitted> kept(Message message, FindingCode why) {
    report.keepUndecoded(message.wire());
    report.find(why, "meter", lastIdentifier);
    return Optional.empty();
  }

  private Optional<Admitted> authenticated(
      Message message, GloFrame frame, DecryptionResult.Authenticated opened) {
    if (!proven.contains(frame.systemTitle())) {
      proven.add(frame.systemTitle());
      provenState().put(proven.text());
    }
    return admit(message, frame, opened.plaintext(), opened.keysSwapped(), true);
  }

  private Optional<Admitted> unauthenticated(
      Message message, GloFrame frame, DecryptionResult.Unauthenticated opened) {
    boolean noTag = opened.why() == DecryptionResult.Why.NO_TAG;
    if (proofRequired) {
      report.find(OmnipowerFindings.AUTHENTICATION_REQUIRED);
      return Optional.empty();
    }
    if (noTag && canProve && proven.contains(frame.systemTitle())) {
      report.find(OmnipowerFindings.AUTHENTICATION_LOST);
      return Optional.empty();
    }
    report.find(
        noTag
            ? OmnipowerFindings.NOT_AUTHENTICATED_NO_TAG
            : OmnipowerFindings.NOT_AUTHENTICATED_NO_KEY,
        "meter",
        lastIdentifier);
    return admit(message, frame, opened.plaintext(), opened.keysSwapped(), false);
  }

  private Optional<Admitted> admit(
      Message message, GloFrame frame, byte[] plaintext, boolean swapped, boolean isProven) {
    report.passed(Stage.DECRYPTION);
    if (swapped) {
      report.find(OmnipowerFindings.KEYS_SWAPPED, "meter", lastIdentifier);
    }
    if (!isNew(frame, mark(message), isProven)) {
      return Optional.empty();
    }
    counterState.put(InvocationCounter.text(lastHex, frame.invocationCounter()));
    return Optional.of(new Admitted(plaintext, 0, plaintext.length, lastIdentifier));
  }

  private boolean isNew(GloFrame frame, long mark, boolean isProven) {
    long count = frame.invocationCounter();
    long before = counter.last();
    return switch (counter.judge(frame.systemTitle(), count, mark, isProven)) {
      case NEW, NEW_METER -> true;
      case STEPPED_BACK -> {
        report.find(
            OmnipowerFindings.COUNTER_STEPPED_BACK,
            "meter",
            lastIdentifier,
            "before",
            before,
            "counter",
            count);
        yield true;
      }
      case REPEATED -> refused(OmnipowerFindings.MESSAGE_REPEATED, count);
      case REUSED -> refused(OmnipowerFindings.COUNTER_REUSED, count);
      case OLD -> refused(OmnipowerFindings.MESSAGE_OLD, count);
    };
  }

  private boolean refused(FindingCode code, long count) {
    report.find(code, "meter", lastIdentifier, "counter", count);
    return false;
  }

  /** The last eight bytes: the end of the tag, or of the ciphertext where there is none. */
  private static long mark(Message message) {
    long mark = 0;
    int end = message.offset() + message.length();
    for (int i = end - Long.BYTES; i < end; i++) {
      mark = mark << 8 | message.bytes()[i] & 0xFF;
    }
    return mark;
  }
}
