// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

/** The types of A-XDR data (IEC 62056-6-2, table 3) by their tags. */
final class Types {
  static final int NULL = 0x00;
  static final int ARRAY = 0x01;
  static final int STRUCTURE = 0x02;
  static final int BOOLEAN = 0x03;
  static final int BIT_STRING = 0x04;
  static final int INT32 = 0x05;
  static final int UINT32 = 0x06;
  static final int OCTET_STRING = 0x09;
  static final int VISIBLE_STRING = 0x0A;
  static final int UTF8_STRING = 0x0C;
  static final int BCD = 0x0D;
  static final int INT8 = 0x0F;
  static final int INT16 = 0x10;
  static final int UINT8 = 0x11;
  static final int UINT16 = 0x12;
  static final int COMPACT_ARRAY = 0x13;
  static final int INT64 = 0x14;
  static final int UINT64 = 0x15;
  static final int ENUM = 0x16;
  static final int FLOAT32 = 0x17;
  static final int FLOAT64 = 0x18;
  static final int DATE_TIME = 0x19;

  private Types() {}

  /** The number of bytes of a value, or -1 where a length precedes it. */
  static int size(int type) {
    return switch (type) {
      case NULL -> 0;
      case BOOLEAN, BCD, INT8, UINT8, ENUM -> 1;
      case INT16, UINT16 -> 2;
      case INT32, UINT32, FLOAT32 -> 4;
      case INT64, UINT64, FLOAT64 -> 8;
      case DATE_TIME -> DateTimes.LENGTH;
      default -> -1;
    };
  }

  static boolean isInteger(int type) {
    return switch (type) {
      case BOOLEAN, BCD, INT8, UINT8, ENUM, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> true;
      default -> false;
    };
  }

  static boolean isNumber(int type) {
    return isInteger(type) || type == FLOAT32 || type == FLOAT64;
  }

  static boolean isSigned(int type) {
    return type == INT8 || type == INT16 || type == INT32 || type == INT64;
  }

  static boolean isString(int type) {
    return type == OCTET_STRING || type == VISIBLE_STRING || type == UTF8_STRING;
  }
}
