#include "core/io/song_check.hpp"

#include "core/base/utf8.hpp"
#include "core/io/json_tree.hpp"
#include "core/io/song_reading.hpp"
#include "core/model/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace clave {
namespace {
/// A fault whose place is still a byte.
struct At {
    std::size_t offset;
    std::string path;
    std::string what;
};

/// Sorts faults by place, keeps one of each, and counts lines and columns in one walk over the text.
std::vector<Fault> placed(std::string_view text, std::vector<At> found)
{
    std::ranges::stable_sort(found, {}, &At::offset);
    std::vector<Fault> faults;
    std::size_t line = 1;
    std::size_t lineStart = 0;
    std::size_t columnAt = 0;
    std::size_t column = 1;
    for (At& at : found) {
        const std::size_t offset = std::min(at.offset, text.size());
        for (std::size_t end = text.find('\n', lineStart); end < offset; end = text.find('\n', lineStart)) {
            ++line;
            lineStart = columnAt = end + 1;
            column = 1;
        }
        column += countCharacters(text.substr(columnAt, offset - columnAt));
        columnAt = offset;
        const bool same = !faults.empty() && faults.back().path == at.path && faults.back().what == at.what;
        if (!same && faults.size() < kMaxFaults)
            faults.push_back({std::move(at.path), line, column, std::move(at.what)});
    }
    return faults;
}

/// The version decides whether the rest can be understood at all.
std::optional<At> versionFault(const JsonTree& tree)
{
    const JsonNode& root = tree.root();
    if (root.kind != JsonKind::Object)
        return At {root.start, "", "this is not a Clave song, which is an object in {braces}"};
    const JsonNode* const version = tree.child(root, "clave");
    if (version == nullptr)
        return At {
            root.start, "", fmt::format("this is not a Clave song: \"clave\": {} is missing", kSongFormat)};
    std::uint64_t number = 0;
    const std::string_view written = version->text;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    const bool isWhole = version->kind == JsonKind::Whole && end == written.data() + written.size();
    if (isWhole && (error == std::errc::result_out_of_range || number > std::uint64_t {kSongFormat}))
        return At {version->start, "",
            fmt::format("was written by a newer Clave (format {}, this one reads {}); update Clave",
                shown(*version), kSongFormat)};
    if (!isWhole || number == 0)
        return At {
            version->start, "clave", fmt::format("is {}; allowed is {}", shown(*version), kSongFormat)};
    return std::nullopt;
}

std::vector<At> problemsOf(const JsonTree& tree)
{
    std::vector<At> found;
    for (const JsonProblem& problem : tree.problems())
        found.push_back({problem.offset, problem.path, problem.what});
    return found;
}

/// What the whole song shows, where the file says it; nothing where a value was refused already.
void addSongFaults(const Song& song, const Reading& reading, std::vector<At>& found)
{
    std::vector<std::size_t> refused;
    for (const At& at : found)
        refused.push_back(at.offset);
    std::ranges::sort(refused);
    for (SongFault& fault : faultsOf(song)) {
        const std::size_t offset = reading.tree().nearest(fault.path).start;
        if (!std::ranges::binary_search(refused, offset))
            found.push_back({offset, std::move(fault.path), std::move(fault.what)});
    }
}
}  // namespace

CheckedSong readAndCheck(std::string_view text)
{
    if (text.size() > kMaxSongBytes)
        return {{},
            {{"", 1, 1,
                fmt::format("the file is larger than {} MiB, which no song is", kMaxSongBytes >> 20U)}}};
    const JsonTree tree = JsonTree::parse(text);
    std::vector<At> found = problemsOf(tree);
    if (!tree.isWhole())
        return {{}, placed(text, std::move(found))};
    if (auto version = versionFault(tree))
        return {{}, placed(text, {std::move(*version)})};
    Reading reading(tree);
    CheckedSong checked {readSong(reading, tree.root()), {}};
    for (const Reading::Found& fault : reading.found())
        found.push_back({fault.node->start, tree.path(*fault.node), fault.what});
    addSongFaults(checked.song, reading, found);
    checked.faults = placed(text, std::move(found));
    return checked;
}

}  // namespace clave
