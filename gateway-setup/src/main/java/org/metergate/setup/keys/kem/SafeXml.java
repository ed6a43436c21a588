// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.kem;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** XML that fetches nothing and grows to nothing: no document type, hence no entities. */
final class SafeXml {
  private static final int DEEPEST = 50;

  private SafeXml() {}

  static Document parse(String text) throws KemException {
    if (text.contains("<!DOCTYPE")) {
      throw new KemException(
          "The file has a document type (DOCTYPE), which no KEM file has; it is not read.");
    }
    try {
      return read(text);
    } catch (SAXException | IOException e) {
      // the parser's own message may quote the file
      throw new KemException("The file is damaged: it is not well-formed XML.");
    }
  }

  static boolean isWellFormed(String text) throws KemException {
    if (text.contains("<!DOCTYPE")) {
      throw new KemException(
          "The file has a document type (DOCTYPE), which no KEM file has; it is not read.");
    }
    try {
      read(text);
      return true;
    } catch (SAXException | IOException e) {
      return false;
    }
  }

  private static Document read(String text) throws SAXException, IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      builder.setEntityResolver((name, address) -> new InputSource(new StringReader("")));
      return builder.parse(new InputSource(new StringReader(withoutControls(text))));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the XML parser of this Java cannot be made safe", e);
    }
  }

  private static String withoutControls(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "");
  }

  /** Returns the elements below one with a name, whatever its namespace, in order. */
  static List<Element> elements(Element root, String name) {
    List<Element> found = new ArrayList<>();
    NodeList all = root.getElementsByTagNameNS("*", name);
    for (int i = 0; i < all.getLength(); i++) {
      found.add((Element) all.item(i));
    }
    return found;
  }

  /** Returns the elements below one that have no elements themselves. */
  static List<Element> leaves(Element root) {
    List<Element> leaves = new ArrayList<>();
    collect(root, leaves, 0);
    return leaves;
  }

  private static void collect(Element element, List<Element> leaves, int depth) {
    boolean leaf = true;
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element child && depth < DEEPEST) {
        leaf = false;
        collect(child, leaves, depth + 1);
      }
    }
    if (leaf) {
      leaves.add(element);
    }
  }

  /** The parser prints its errors else. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      // nothing to be done
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
