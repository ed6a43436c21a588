// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions as other devices send them. */
final class Questions {
  private Questions() {}

  /** Asks which services of a type there are. */
  static byte[] pointers(String type) throws TextParseException {
    Message message = new Message();
    message.setHeader(new Header(0));
    message.addRecord(
        Record.newRecord(Name.fromString(type), Type.PTR, DClass.IN), Section.QUESTION);
    return message.toWire();
  }
}
