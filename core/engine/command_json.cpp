#include "core/engine/command_json.hpp"

#include "core/engine/command_values.hpp"
#include "core/engine/command_words.hpp"
#include "core/io/json_value.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace clave {
namespace {
constexpr RealRange kBeats {0.0, 1e9};

/// Reads the fields of one command.
class FieldReader {
public:
    FieldReader(Reading& reading, const JsonNode& root, const Song* song)
        : reading_(reading)
        , root_(root)
        , fields_(reading, root)
        , song_(song)
    {
        (void)fields_.get("do");
    }
    void done() { fields_.done(); }

    void place(PatternPlace& place)
    {
        track("track", place.track);
        mayIndex("slot", place.slot, kMaxSlots);
    }
    void track(std::string_view key, std::size_t& index)
    {
        const std::string byId = std::string(key) + "Id";
        if (const JsonNode* const node = fields_.get(byId)) {
            findTrack(*node, index, "id", [&](const Track& t) {
                return node->kind == JsonKind::Whole && std::to_string(t.id) == node->text;
            });
            (void)fields_.get(key);
            return;
        }
        const JsonNode* const node = need(key);
        if (node != nullptr && node->kind == JsonKind::Text)
            findTrack(*node, index, "name", [&](const Track& t) { return t.name == node->text; });
        else if (node != nullptr)
            readWhole(*node, index, {1, kMaxTracks}, -1);
    }
    void index(std::string_view key, std::size_t& value, std::size_t most)
    {
        if (const JsonNode* const node = need(key))
            readWhole(*node, value, {1, static_cast<std::int64_t>(most)}, -1);
    }
    void mayIndex(std::string_view key, std::size_t& value, std::size_t most)
    {
        fields_.whole(key, {1, static_cast<std::int64_t>(most)}, value, -1);
    }
    template <typename Number>
    void whole(std::string_view key, Number& value, Range allowed)
    {
        if (const JsonNode* const node = need(key))
            readWhole(*node, value, allowed, 0);
    }
    template <typename Number>
    void mayWhole(std::string_view key, Number& value, Range allowed)
    {
        fields_.whole(key, allowed, value);
    }
    void flag(std::string_view key, bool& value)
    {
        if (const JsonNode* const node = need(key))
            value = reading_.flag(*node).value_or(value);
    }
    void mayFlag(std::string_view key, bool& value) { fields_.flag(key, value); }
    void pitch(std::string_view key, std::uint8_t& value)
    {
        if (const JsonNode* const node = need(key))
            value = readPitch(reading_, *node).value_or(value);
    }
    void mayNudge(std::string_view key, std::int16_t& value)
    {
        if (const JsonNode* const node = fields_.get(key)) {
            const auto nudge = reading_.share(*node, range::kNudge, "more than -1 and less than 1 step");
            value = static_cast<std::int16_t>(nudge.value_or(value));
        }
    }
    void beats(std::string_view key, Tick& value)
    {
        if (const JsonNode* const node = need(key))
            readBeats(*node, value);
    }
    void mayBeats(std::string_view key, Tick& value)
    {
        if (const JsonNode* const node = fields_.get(key))
            readBeats(*node, value);
    }
    template <typename Value>
    void value(std::string_view key, Value& value)
    {
        if (const JsonNode* const node = need(key))
            readValue(reading_, *node, value);
    }
    template <typename Value>
    void mayValue(std::string_view key, std::optional<Value>& value)
    {
        if (const JsonNode* const node = fields_.get(key))
            readValue(reading_, *node, value);
    }

private:
    const JsonNode* need(std::string_view key)
    {
        const JsonNode* const node = fields_.get(key);
        if (node == nullptr)
            reading_.fault(root_, fmt::format("has no \"{}\", which it needs", key));
        return node;
    }
    template <typename Number>
    void readWhole(const JsonNode& node, Number& value, Range allowed, int shift)
    {
        if (const auto number = reading_.whole(node, allowed))
            value = static_cast<Number>(*number + shift);
    }
    void readBeats(const JsonNode& node, Tick& value)
    {
        if (const auto beats = reading_.real(node, kBeats))
            value = Tick {std::llround(*beats * static_cast<double>(kPpqn))};
    }
    template <typename Is>
    void findTrack(const JsonNode& node, std::size_t& index, std::string_view what, Is is)
    {
        if (song_ == nullptr)
            return reading_.fault(node, "names a track, but no song is known here; give its number");
        const auto& tracks = song_->tracks;
        const auto isIt = [&](const TrackPtr& track) { return is(*track); };
        const auto found = std::ranges::find_if(tracks, isIt);
        if (found == tracks.end())
            return reading_.fault(node, fmt::format("is {}; no track has this {}", shown(node), what));
        if (std::ranges::count_if(tracks, isIt) > 1)
            return reading_.fault(
                node, fmt::format("is {}; several tracks have this {}, give the number", shown(node), what));
        index = static_cast<std::size_t>(found - tracks.begin());
    }

    Reading& reading_;
    const JsonNode& root_;
    Fields fields_;
    const Song* song_;
};

/// Writes the fields of one command.
class FieldWriter {
public:
    explicit FieldWriter(JsonOut& out) : out_(out) {}

    void place(const PatternPlace& place)
    {
        track("track", place.track);
        mayIndex("slot", place.slot, kMaxSlots);
    }
    void track(std::string_view key, std::size_t index) { out_.add(key, JsonOut::whole(index + 1)); }
    void index(std::string_view key, std::size_t value, std::size_t)
    {
        out_.add(key, JsonOut::whole(value + 1));
    }
    void mayIndex(std::string_view key, std::size_t value, std::size_t most) { index(key, value, most); }
    void whole(std::string_view key, auto value, Range) { out_.add(key, JsonOut::whole(value)); }
    void mayWhole(std::string_view key, auto value, Range allowed) { whole(key, value, allowed); }
    void flag(std::string_view key, bool value) { out_.add(key, JsonOut::flag(value)); }
    void mayFlag(std::string_view key, bool value) { flag(key, value); }
    void pitch(std::string_view key, std::uint8_t value) { out_.add(key, JsonOut::whole(value)); }
    void mayNudge(std::string_view key, std::int16_t value)
    {
        out_.add(key, JsonOut::share(value, Step::kNudgeStep));
    }
    void beats(std::string_view key, Tick value) { out_.add(key, JsonOut::share(value.count, kPpqn)); }
    void mayBeats(std::string_view key, Tick value) { beats(key, value); }
    template <typename Value>
    void value(std::string_view key, const Value& value)
    {
        out_.add(key, valueOut(value));
    }
    template <typename Value>
    void mayValue(std::string_view key, const std::optional<Value>& value)
    {
        if (value)
            out_.add(key, valueOut(value));
    }

private:
    JsonOut& out_;
};

/// The words of one command are there; without them this does not compile.
template <typename Command>
constexpr bool hasWords()
{
    int found = 0;
    forEachCommand([&](const auto& one) {
        found += std::is_same_v<typename std::decay_t<decltype(one)>::Type, Command> ? 1 : 0;
    });
    return found == 1;
}
template <typename... Commands>
constexpr bool allHaveWords(const std::variant<Commands...>*)
{
    return (hasWords<Commands>() && ...);
}
static_assert(allHaveWords(static_cast<const CommandWhat*>(nullptr)));

tl::unexpected<Error> noSuchCommand(std::string_view name)
{
    std::vector<std::string_view> known;
    forEachCommand([&](const auto& one) { known.push_back(one.name); });
    const std::string_view meant = closest(name, known);
    return fail(meant.empty()
            ? fmt::format("There is no command {}; core/engine/COMMANDS.md lists them.", shownText(name))
            : fmt::format("There is no command {}; did you mean \"{}\"?", shownText(name), meant));
}

std::string faultText(std::string_view name, const JsonTree& tree, const Reading& reading)
{
    const auto& found = reading.found();
    const std::string path = tree.path(*found.front().node);
    std::string text = fmt::format("{}: {}{}{}", name, path, path.empty() ? "it " : " ", found.front().what);
    if (found.size() > 1)
        text += fmt::format(" (and {} more {})", found.size() - 1, found.size() == 2 ? "fault" : "faults");
    return text.ends_with('?') ? text : text + ".";
}
}  // namespace

Result<CommandWhat> readCommand(std::string_view json, const Song* song)
{
    if (json.size() > kMaxSongBytes)
        return fail(fmt::format("The command is longer than {} MiB.", kMaxSongBytes >> 20U));
    const JsonTree tree = JsonTree::parse(json);
    if (!tree.problems().empty()) {
        const JsonProblem& problem = tree.problems().front();
        return fail(fmt::format("The command is no JSON: at character {} {}{}{}.", problem.offset + 1,
            problem.path, problem.path.empty() ? "" : " ", problem.what));
    }
    const JsonNode* const name =
        tree.root().kind == JsonKind::Object ? tree.child(tree.root(), "do") : nullptr;
    if (name == nullptr || name->kind != JsonKind::Text)
        return fail("A command is a JSON object with its name: {\"do\": \"toggle_step\", ...}.");
    std::optional<Result<CommandWhat>> result;
    forEachCommand([&](const auto& one) {
        if (result || one.name != name->text)
            return;
        Reading reading(tree);
        FieldReader fields(reading, tree.root(), song);
        typename std::decay_t<decltype(one)>::Type command {};
        one.fields(fields, command);
        fields.done();
        if (reading.found().empty())
            result = std::move(command);
        else
            result = fail(faultText(one.name, tree, reading));
    });
    return result ? *std::move(result) : noSuchCommand(name->text);
}

std::string commandText(const CommandWhat& what)
{
    JsonOut out = JsonOut::object(JsonOut::Layout::Line);
    forEachCommand([&](const auto& one) {
        if (const auto* const command = std::get_if<typename std::decay_t<decltype(one)>::Type>(&what)) {
            out.add("do", JsonOut::text(one.name));
            FieldWriter fields(out);
            one.fields(fields, *command);
        }
    });
    return jsonLine(out);
}

std::string_view commandName(const CommandWhat& what)
{
    std::string_view name;
    forEachCommand([&](const auto& one) {
        if (std::holds_alternative<typename std::decay_t<decltype(one)>::Type>(what))
            name = one.name;
    });
    return name;
}

}  // namespace clave
