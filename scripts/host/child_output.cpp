#include "scripts/host/child_output.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace clave {
namespace {
constexpr std::array<std::string_view, 5> kHeads {"Stack (most recent call first):", "Current thread 0x",
    "Thread 0x", "Fatal Python error: ", "Extension modules: "};
constexpr std::string_view kFrame = "  File \"";
constexpr std::string_view kLine = "\", line ";

bool isHead(std::string_view line)
{
    return std::ranges::any_of(kHeads, [&](std::string_view head) { return line.starts_with(head); });
}
}  // namespace

void ChildOutput::add(std::string_view text)
{
    rest_ += text;
    std::size_t from = 0;
    for (;;) {
        const std::size_t end = rest_.find('\n', from);
        if (end == std::string::npos && rest_.size() - from <= kMostBytes)
            break;
        const std::size_t length = std::min(end - from, kMostBytes);
        addLine(std::string_view {rest_}.substr(from, length));
        from += length + (from + length == end ? 1 : 0);
    }
    rest_.erase(0, from);
}

void ChildOutput::addLine(std::string_view line)
{
    if (isHead(line)) {
        if (!line.starts_with(kHeads.back()))
            stack_.clear();
        return;
    }
    const std::size_t end = line.find(kLine);
    if (line.starts_with(kFrame) && end != std::string_view::npos) {
        ScriptPlace place {std::string {line.substr(kFrame.size(), end - kFrame.size())}};
        std::from_chars(line.data() + end + kLine.size(), line.data() + line.size(), place.line);
        stack_.push_back(std::move(place));
    } else if (!line.empty() && lines_.size() < kMostLines) {
        lines_.emplace_back(line);
    }
}

std::vector<std::string> ChildOutput::takeLines()
{
    return std::exchange(lines_, {});
}

}  // namespace clave
