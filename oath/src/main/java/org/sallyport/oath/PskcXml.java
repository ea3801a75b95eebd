package org.sallyport.oath;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads XML of strangers: no document types, no entities, nothing fetched. */
final class PskcXml {
  private PskcXml() {}

  /** The document's root. */
  static Element read(byte[] document) throws SAXException {
    try {
      return builder().parse(new ByteArrayInputStream(document)).getDocumentElement();
    } catch (IOException e) {
      throw new SAXException("not text in the encoding that it says", e);
    }
  }

  private static DocumentBuilder builder() {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser lacks a feature", e);
    }
  }

  static List<Element> children(Element parent, String name) {
    var found = new ArrayList<Element>();
    for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  static Optional<Element> child(Element parent, String name) {
    var found = children(parent, name);
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** The one element of that name anywhere below the one child of another. */
  static Optional<Element> descendant(Element parent, String child, String name) {
    return child(parent, child)
        .map(below -> below.getElementsByTagNameNS("*", name))
        .filter(found -> found.getLength() == 1)
        .map(found -> (Element) found.item(0));
  }

  /** The text of the one element of that name below. */
  static Optional<String> text(Element parent, String name) {
    var found = parent.getElementsByTagNameNS("*", name);
    return found.getLength() == 1
        ? Optional.of(found.item(0).getTextContent().strip())
        : Optional.empty();
  }

  /** Faults are thrown; nothing is printed. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException exception) {
      // nothing that matters to what is read
    }

    @Override
    public void error(SAXParseException exception) throws SAXException {
      throw exception;
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
