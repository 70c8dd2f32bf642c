#include "app/scripts/script_reading.hpp"

#include "core/io/json_value.hpp"

#include <algorithm>
#include <cstdint>

namespace clave {
namespace {
ScriptControlView::Kind kindOf(std::string_view word)
{
    using Kind = ScriptControlView::Kind;
    return word == "int"   ? Kind::Int
        : word == "toggle" ? Kind::Toggle
        : word == "choice" ? Kind::Choice
        : word == "button" ? Kind::Button
                           : Kind::Knob;
}

std::uint32_t placeIn(const JsonView& said)
{
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(said.whole(), 0, INT32_MAX));
}

/// Where an error is shown: the innermost line of the script itself, if a library that it called has failed.
JsonView ownPlace(const JsonView& said, const std::string& file)
{
    JsonView place = said;
    if (said["file"].text() == file)
        return place;
    said["frames"].forEach([&](const JsonView& frame) {
        if (frame["file"].text() == file)
            place = frame;
    });
    return place;
}
}  // namespace

double numberIn(const JsonView& value, const std::vector<std::string>& choices, double otherwise)
{
    if (value.isText()) {
        const auto found = std::ranges::find(choices, value.text());
        return found != choices.end() ? static_cast<double>(found - choices.begin()) : otherwise;
    }
    if (value.isNumber())
        return value.real(otherwise);
    return value.flag(otherwise != 0.0) ? 1.0 : 0.0;
}

ScriptControlView controlIn(const JsonView& said)
{
    ScriptControlView control;
    control.name = said["name"].text();
    control.kind = kindOf(said["kind"].text());
    said["choices"].forEach([&](const JsonView& choice) { control.choices.push_back(choice.text()); });
    control.low = said["low"].real(0.0);
    control.high =
        said["high"].real(control.choices.empty() ? 1.0 : static_cast<double>(control.choices.size() - 1));
    control.value = numberIn(said["value"], control.choices, 0.0);
    control.initial =
        said["initial"].isThere() ? numberIn(said["initial"], control.choices, control.value) : control.value;
    control.doc = said["doc"].text();
    return control;
}

ScriptErrorView errorIn(const JsonView& said, const std::string& file)
{
    ScriptErrorView error;
    error.phase = said["phase"].text();
    error.type = said["type"].text();
    error.message = said["message"].text();
    error.hook = said["hook"].text();
    error.track = placeIn(said["track"]);
    error.count = static_cast<std::uint64_t>(std::max<std::int64_t>(said["count"].whole(1), 1));
    const JsonView place = ownPlace(said, file);
    error.file = place["file"].text(file);
    error.line = placeIn(place["line"]);
    error.column = placeIn(place["column"]);
    error.endColumn = placeIn(place["endColumn"]);
    error.text = place["text"].text();
    return error;
}

std::string refusedCommand(const JsonView& command, const std::string& sentence)
{
    JsonOut out = JsonOut::object();
    for (const char* const key : {"script", "hook", "file"})
        out.add(key, JsonOut::text(command[key].text()));
    out.add("line", JsonOut::whole(command["line"].whole()));
    out.add("phase", JsonOut::text("command"));
    out.add("type", JsonOut::text("ScriptError"));
    out.add("message", JsonOut::text(sentence));
    return jsonLine(out);
}

}  // namespace clave
