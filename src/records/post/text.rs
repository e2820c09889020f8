//! A plain text as simple HTML: what stands in it is only ever text. Addresses can be followed; blank lines part paragraphs.

/// The whole page.
pub fn html(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let paragraphs: Vec<String> = paragraphs.map(|part| format!("<p>{}</p>", part.lines().map(line).collect::<Vec<_>>().join("<br>"))).collect();
    let style = "font: 15px/1.6 -apple-system, 'PingFang SC', 'Microsoft YaHei', sans-serif; max-width: 640px";
    format!("<!doctype html><html><body><div style=\"{style}\">{}</div></body></html>", paragraphs.join(""))
}

fn line(text: &str) -> String {
    let words = text.split(' ').map(|word| match is_link(word) {
        true => format!("<a href=\"{0}\">{0}</a>", escaped(word)),
        false => escaped(word),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_link(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_more_than_text() {
        let page = html("甲 <script>alert(1)</script>\n乙\n\nhttps://x.cn/a?b=1&c=\"2 ok");
        assert!(page.contains("<p>甲 &lt;script&gt;alert(1)&lt;/script&gt;<br>乙</p>"), "{page}");
        assert!(page.contains("<p><a href=\"https://x.cn/a?b=1&amp;c=&quot;2\">https://x.cn/a?b=1&amp;c=&quot;2</a> ok</p>"), "{page}");
    }
}
