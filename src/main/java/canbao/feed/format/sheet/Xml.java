package canbao.feed.format.sheet;

import canbao.feed.format.BatchStop;
import canbao.feed.format.Limits;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Pulls elements out of a workbook's XML: no document type, no entities, nothing deep, endless or full of new names. */
final class Xml implements AutoCloseable {
    private static final int DEEPEST = 64;
    private static final int MOST_NAMES = 2_000;

    private final InputStream bytes;
    private final XMLStreamReader xml;
    /** The parser remembers every name that it meets. */
    private final Set<String> names = new HashSet<>();

    /** Names met lately, by identity: the parser hands out the same object again. */
    private final @Nullable String[] lately = new String[256];

    private int depth;

    Xml(InputStream bytes) {
        this.bytes = bytes;
        // a factory for each file, since readers of one factory share a table of names
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw hostile();
        });
        try {
            xml = factory.createXMLStreamReader(new MarkupGuard(bytes));
        } catch (XMLStreamException e) {
            throw stop(e);
        }
    }

    /** Goes to the next start or end of an element; false at the end of the document. */
    boolean next() {
        while (true) {
            int event = event();
            if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
        }
    }

    boolean isStart(String name) {
        return xml.getEventType() == XMLStreamConstants.START_ELEMENT
                && xml.getLocalName().equals(name);
    }

    boolean isEnd(String name) {
        return xml.getEventType() == XMLStreamConstants.END_ELEMENT
                && xml.getLocalName().equals(name);
    }

    /** Whether this is the start of any element. */
    boolean isStart() {
        return xml.getEventType() == XMLStreamConstants.START_ELEMENT;
    }

    String name() {
        return xml.getLocalName();
    }

    /** The attribute of this name without a prefix. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)
                    && xml.getAttributePrefix(i).isEmpty()) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** The relationship that the element names, whatever prefix it uses. */
    @Nullable
    String relationship() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals("id")
                    && !xml.getAttributePrefix(i).isEmpty()) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** The text of the element that has just started; ends on its end. Unit and number are its place in messages. */
    String text(String unit, int number) {
        String first = "";
        StringBuilder more = null;
        while (true) {
            int event = event();
            switch (event) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (more != null) {
                        more.append(xml.getText());
                    } else if (first.isEmpty()) {
                        first = xml.getText();
                    } else {
                        more = new StringBuilder(first).append(xml.getText());
                    }
                    if ((more == null ? first.length() : more.length()) > Limits.VALUE) {
                        throw Limits.value(unit + " " + number);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return more == null ? first : more.toString();
                }
                case XMLStreamConstants.START_ELEMENT, XMLStreamConstants.END_DOCUMENT -> throw Workbook.damaged();
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
    }

    /** Passes over the element that has just started, to its end. */
    void skip() {
        int inside = 1;
        while (inside > 0) {
            if (!next()) {
                throw Workbook.damaged();
            }
            inside += isStart() ? 1 : -1;
        }
    }

    @Override
    public void close() {
        try {
            xml.close();
            bytes.close();
        } catch (XMLStreamException | IOException e) {
            throw new IllegalStateException("a file of the workbook did not close", e);
        }
    }

    private int event() {
        try {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> started();
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw hostile();
                default -> {
                    // nothing to watch
                }
            }
            return event;
        } catch (XMLStreamException e) {
            throw stop(e);
        }
    }

    private void started() {
        note(xml.getLocalName());
        note(xml.getPrefix());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            note(xml.getAttributeLocalName(i));
        }
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            note(String.valueOf(xml.getNamespacePrefix(i)));
        }
        if (++depth > DEEPEST) {
            throw hostile();
        }
    }

    @SuppressWarnings("ReferenceEquality") // only a shortcut: an equal text that is another object is found by the set
    private void note(String name) {
        int at = System.identityHashCode(name) & (lately.length - 1);
        if (lately[at] != name) {
            lately[at] = name;
            if (names.add(name) && names.size() > MOST_NAMES) {
                throw hostile();
            }
        }
    }

    static BatchStop hostile() {
        return new BatchStop(
                "HOSTILE_XML",
                "file",
                "XLSX内部含有实体声明或异常结构，请用Excel另存后重报 / the XLSX holds entities or markup that no office program writes: open it in Excel and save it again");
    }

    private static RuntimeException stop(XMLStreamException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BatchStop stop) {
                return stop;
            }
            if (cause instanceof IOException lost && !(lost instanceof java.io.CharConversionException)) {
                return new UncheckedIOException("the batch could not be read to its end", lost);
            }
        }
        return Workbook.damaged();
    }
}
