// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CTRModeCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Bouncy Castle's AES-GCM with one key, whose round keys and multiplication tables are kept between
 * frames: parameters without a key leave them unchanged. One thread.
 */
final class KeyedCipher {
  private static final int NONCE_LENGTH = 12;
  private static final int BLOCK = 16;

  /** GCM encrypts its first block with counter 2; counter 1 is used for the tag (SP 800-38D). */
  private static final int FIRST_COUNTER = 2;

  private final GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
  private final byte[] associated;
  private final KeyParameter encryption;
  private CTRModeCipher counter;

  /**
   * Prepares the tables.
   *
   * @param authentication null where none is configured; then only {@link #unverified} can be used.
   */
  KeyedCipher(CipherKey encryption, CipherKey authentication) {
    this.encryption = new KeyParameter(encryption.bytes());
    this.associated = new byte[1 + CipherKey.BYTES];
    if (authentication != null) {
      System.arraycopy(authentication.bytes(), 0, associated, 1, CipherKey.BYTES);
    }
    int tagBits = 8 * GloFrame.TAG_LENGTH;
    gcm.init(false, new AEADParameters(this.encryption, tagBits, new byte[NONCE_LENGTH]));
  }

  /** Decrypts a frame and checks its tag, in constant time; null where the tag is wrong. */
  byte[] verified(GloFrame frame) {
    byte[] nonce = new byte[NONCE_LENGTH];
    frame.nonce(nonce);
    gcm.init(false, new AEADParameters(null, 8 * GloFrame.TAG_LENGTH, nonce));
    associated[0] = (byte) frame.securityControl();
    gcm.processAADBytes(associated, 0, associated.length);
    byte[] plaintext = new byte[frame.cipherLength()];
    int length = frame.cipherLength() + GloFrame.TAG_LENGTH;
    int done = gcm.processBytes(frame.bytes(), frame.cipherOffset(), length, plaintext, 0);
    try {
      gcm.doFinal(plaintext, done);
      return plaintext;
    } catch (InvalidCipherTextException e) {
      Arrays.fill(plaintext, (byte) 0); // unauthenticated text must not be used by mistake
      return null;
    }
  }

  /** Decrypts a frame without checking a tag: plain counter mode. */
  byte[] unverified(GloFrame frame) {
    byte[] block = new byte[BLOCK];
    frame.nonce(block);
    block[BLOCK - 1] = FIRST_COUNTER;
    if (counter == null) {
      counter = SICBlockCipher.newInstance(AESEngine.newInstance());
    }
    counter.init(true, new ParametersWithIV(encryption, block));
    byte[] plaintext = new byte[frame.cipherLength()];
    counter.processBytes(frame.bytes(), frame.cipherOffset(), plaintext.length, plaintext, 0);
    return plaintext;
  }
}
