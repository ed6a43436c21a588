// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.Optional;
import org.metergate.ciphering.DecryptionResult;
import org.metergate.ciphering.GloCipher;
import org.metergate.ciphering.GloFrame;
import org.metergate.ciphering.PlaintextCheck;
import org.metergate.ciphering.trust.Judgement;
import org.metergate.ciphering.trust.SenderState;
import org.metergate.driver.omnipower.frame.Message;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * Decides which messages are read. A valid tag authenticates a message. Without one, a message is
 * read with a finding, unless the configuration requires authentication or the meter authenticated
 * its messages before. One thread; exists as long as the driver, so its state survives a new link.
 */
final class MessageSecurity {
  private final Optional<GloCipher> cipher;
  private final boolean canProve;
  private final boolean proofRequired;
  private final SenderState senders;
  private MeterSession meter;

  MessageSecurity(OmnipowerOptions options, PlaintextCheck check, SenderState senders) {
    this.cipher = options.encryption().map(k -> new GloCipher(k, options.authentication(), check));
    this.canProve = options.authentication().isPresent();
    this.proofRequired = options.proofRequired();
    this.senders = senders;
  }

  /** Begins a session: restores the stored state and reports to the session from now on. */
  void begin(MeterSession newMeter) {
    meter = newMeter;
    senders.begin(newMeter);
  }

  /** Judges a message without encryption. */
  Judgement plain(Message message) {
    if (proofRequired) {
      meter.find(OmnipowerFindings.AUTHENTICATION_REQUIRED);
      return Judgement.Refused.NOT_READABLE;
    }
    if (canProve && senders.anyAuthenticates()) {
      meter.find(OmnipowerFindings.AUTHENTICATION_LOST);
      return Judgement.Refused.NOT_READABLE;
    }
    meter.find(OmnipowerFindings.NOT_AUTHENTICATED_PLAIN);
    meter.passed(Stage.DECRYPTION);
    return new Judgement.Admitted(message.bytes(), message.offset(), message.length(), "");
  }

  /** Decrypts an encrypted message and judges it. */
  Judgement ciphered(Message message) throws MalformedException {
    GloFrame frame = GloFrame.parse(message.bytes(), message.offset(), message.length());
    String sender = senders.identifier(frame.systemTitle());
    long lost = senders.lost(frame);
    if (lost > 0) {
      meter.find(OmnipowerFindings.MESSAGES_LOST, "meter", sender, "count", lost);
    }
    if (cipher.isEmpty()) {
      return kept(message, sender, OmnipowerFindings.KEYS_MISSING);
    }
    DecryptionResult decryptionResult = cipher.get().open(frame);
    if (decryptionResult instanceof DecryptionResult.Authenticated known) {
      return authenticated(frame, sender, known);
    }
    if (decryptionResult instanceof DecryptionResult.Unauthenticated unproven) {
      return unauthenticated(frame, sender, unproven);
    }
    if (decryptionResult instanceof DecryptionResult.Unsupported unknown) {
      String kind = String.format("security control %02X", unknown.securityControl());
      meter.keepUndecoded(message.wire());
      meter.find(OmnipowerFindings.UNKNOWN_PROTECTION, "kind", kind);
      return Judgement.Refused.NOT_READABLE;
    }
    return kept(
        message,
        sender,
        decryptionResult instanceof DecryptionResult.WrongAuthenticationKey
            ? OmnipowerFindings.WRONG_AUTHENTICATION_KEY
            : OmnipowerFindings.WRONG_ENCRYPTION_KEY);
  }

  private Judgement kept(Message message, String sender, FindingCode why) {
    meter.keepUndecoded(message.wire());
    meter.find(why, "meter", sender);
    return Judgement.Refused.NOT_READABLE;
  }

  private Judgement authenticated(
      GloFrame frame, String sender, DecryptionResult.Authenticated opened) {
    senders.authenticated(frame.systemTitle());
    return admit(frame, sender, opened.plaintext(), opened.keysSwapped(), true);
  }

  private Judgement unauthenticated(
      GloFrame frame, String sender, DecryptionResult.Unauthenticated opened) {
    boolean noTag = opened.why() == DecryptionResult.Why.NO_TAG;
    if (proofRequired) {
      meter.find(OmnipowerFindings.AUTHENTICATION_REQUIRED);
      return Judgement.Refused.NOT_READABLE;
    }
    if (noTag && canProve && senders.authenticates(frame.systemTitle())) {
      meter.find(OmnipowerFindings.AUTHENTICATION_LOST);
      return Judgement.Refused.NOT_READABLE;
    }
    meter.find(
        noTag
            ? OmnipowerFindings.NOT_AUTHENTICATED_NO_TAG
            : OmnipowerFindings.NOT_AUTHENTICATED_NO_KEY,
        "meter",
        sender);
    return admit(frame, sender, opened.plaintext(), opened.keysSwapped(), false);
  }

  private Judgement admit(
      GloFrame frame, String sender, byte[] plaintext, boolean swapped, boolean isProven) {
    meter.passed(Stage.DECRYPTION);
    if (swapped) {
      meter.find(OmnipowerFindings.KEYS_SWAPPED, "meter", sender);
    }
    return isNew(frame, sender, isProven)
        ? new Judgement.Admitted(plaintext, 0, plaintext.length, sender)
        : Judgement.Refused.NOTHING_NEW;
  }

  private boolean isNew(GloFrame frame, String sender, boolean isProven) {
    long count = frame.invocationCounter();
    long before = senders.lastCounter();
    return switch (senders.judge(frame, isProven)) {
      case NEW, NEW_METER -> true;
      case STEPPED_BACK -> {
        meter.find(
            OmnipowerFindings.COUNTER_STEPPED_BACK,
            "meter",
            sender,
            "before",
            before,
            "counter",
            count);
        yield true;
      }
      case REPEATED -> refused(OmnipowerFindings.MESSAGE_REPEATED, sender, count);
      case REUSED -> refused(OmnipowerFindings.COUNTER_REUSED, sender, count);
      case OLD -> refused(OmnipowerFindings.MESSAGE_OLD, sender, count);
    };
  }

  private boolean refused(FindingCode code, String sender, long count) {
    meter.find(code, "meter", sender, "counter", count);
    return false;
  }
}
