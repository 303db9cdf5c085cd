package canbao.feed.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A page of headings, paragraphs, lists and tables, written as Markdown or as HTML. */
final class Page {
    private final List<Block> blocks = new ArrayList<>();

    private sealed interface Block {
        record Heading(int level, String text) implements Block {}

        record Paragraph(String text) implements Block {}

        record Bullets(List<String> items) implements Block {}

        record Code(String text) implements Block {}

        record Table(List<String> head, List<List<String>> rows) implements Block {}
    }

    Page heading(int level, String text) {
        blocks.add(new Block.Heading(level, text));
        return this;
    }

    Page paragraph(String text) {
        blocks.add(new Block.Paragraph(text));
        return this;
    }

    Page bullets(List<String> items) {
        blocks.add(new Block.Bullets(List.copyOf(items)));
        return this;
    }

    Page code(String text) {
        blocks.add(new Block.Code(text));
        return this;
    }

    Page table(List<String> head, List<List<String>> rows) {
        blocks.add(new Block.Table(List.copyOf(head), List.copyOf(rows)));
        return this;
    }

    String markdown() {
        return blocks.stream().map(Page::markdown).collect(Collectors.joining("\n"));
    }

    String html(String title) {
        return """
                <!doctype html>
                <html lang="zh"><head><meta charset="utf-8"><title>%s</title>
                <style>body{font:16px/1.6 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}
                table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}
                pre{background:#f4f4f4;padding:.8em;overflow:auto}</style></head><body>
                """.formatted(escaped(title)) + blocks.stream().map(Page::html).collect(Collectors.joining("\n"))
                + "\n</body></html>\n";
    }

    private static String markdown(Block block) {
        return switch (block) {
            case Block.Heading heading -> "#".repeat(heading.level()) + " " + heading.text() + "\n";
            case Block.Paragraph paragraph -> paragraph.text() + "\n";
            case Block.Bullets bullets -> joined(bullets.items(), "- ", "\n");
            case Block.Code code -> "```\n" + code.text() + "\n```\n";
            case Block.Table table ->
                row(table.head())
                        + "|" + "---|".repeat(table.head().size()) + "\n"
                        + table.rows().stream().map(Page::row).collect(Collectors.joining());
        };
    }

    private static String html(Block block) {
        return switch (block) {
            case Block.Heading heading ->
                "<h%d>%s</h%d>".formatted(heading.level(), escaped(heading.text()), heading.level());
            case Block.Paragraph paragraph -> "<p>" + escaped(paragraph.text()) + "</p>";
            case Block.Bullets bullets ->
                "<ul>" + joined(bullets.items().stream().map(Page::escaped).toList(), "<li>", "</li>") + "</ul>";
            case Block.Code code -> "<pre>" + escaped(code.text()) + "</pre>";
            case Block.Table table ->
                "<table>" + cells(table.head(), "th")
                        + table.rows().stream().map(row -> cells(row, "td")).collect(Collectors.joining())
                        + "</table>";
        };
    }

    private static String joined(List<String> items, String before, String after) {
        return items.stream().map(item -> before + item + after).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> " " + cell.replace("|", "\\|").replace("\n", " ") + " ")
                .collect(Collectors.joining("|", "|", "|\n"));
    }

    private static String cells(List<String> cells, String tag) {
        return "<tr>" + joined(cells.stream().map(Page::escaped).toList(), "<" + tag + ">", "</" + tag + ">") + "</tr>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
