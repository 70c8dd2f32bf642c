#include "app/window/script_wish_runner.hpp"

#include "app/scripts/script_files.hpp"
#include "core/io/durable_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <variant>

namespace clave {
namespace {
class Runner {
public:
    explicit Runner(ScriptFace& scripts) : scripts_(scripts) {}

    std::string operator()(const wish::AddScript& wanted) const
    {
        scripts_.add(wanted.path);
        return {};
    }
    std::string operator()(const wish::NewScript& wanted) const
    {
        std::error_code error;
        if (std::filesystem::exists(wanted.path, error))
            return fmt::format("{} is there already; it was left as it is.", wanted.path);
        if (const auto written = saveDurably(wanted.path, wanted.text); !written)
            return written.error().message;
        scripts_.add(wanted.path);
        return {};
    }
    std::string operator()(const wish::RemoveScript& wanted) const
    {
        scripts_.remove(wanted.script);
        return {};
    }
    std::string operator()(const wish::ReloadScript& wanted) const
    {
        scripts_.reload(wanted.script);
        return {};
    }
    std::string operator()(const wish::EnableScript& wanted) const
    {
        scripts_.enable(wanted.script, wanted.on);
        return {};
    }
    std::string operator()(const wish::UnbenchScript& wanted) const
    {
        scripts_.unbench(wanted.script);
        return {};
    }
    std::string operator()(const wish::TrustScript& wanted) const
    {
        scripts_.trust(wanted.script);
        return {};
    }
    std::string operator()(const wish::SaveScript& wanted) const
    {
        const auto saved = scripts_.setText(wanted.script, wanted.text);
        return saved ? std::string {} : saved.error().message;
    }
    std::string operator()(const wish::TurnKnob& wanted) const
    {
        scripts_.knob(wanted.script, wanted.knob, wanted.value);
        return {};
    }
    std::string operator()(const wish::PressButton& wanted) const
    {
        scripts_.press(wanted.script, wanted.button);
        return {};
    }
    std::string operator()(const wish::Evaluate& wanted) const
    {
        (void)scripts_.evaluate(wanted.script, wanted.text);
        return {};
    }
    std::string operator()(const wish::Complete& wanted) const
    {
        (void)scripts_.complete(wanted.script, wanted.text, wanted.cursor);
        return {};
    }
    std::string operator()(const wish::PrintHeard& wanted) const
    {
        scripts_.print(wanted.track, wanted.bars);
        return {};
    }

private:
    ScriptFace& scripts_;
};
}  // namespace

std::string obeyForScripts(ScriptFace& scripts, const wish::ForScripts& wanted)
{
    return std::visit(Runner {scripts}, wanted);
}

std::vector<std::string> keepUnsaved(const EditorState& editor)
{
    std::vector<std::string> sentences;
    for (const auto& [file, draft] : editor.drafts) {
        const auto saved = readScriptText(file);
        if (draft.text == draft.base || (saved && *saved == draft.text))
            continue;
        const auto path = file + ".unsaved";
        const auto written = saveDurably(path, draft.text);
        sentences.push_back(written
                ? fmt::format("What was typed into {} and not saved is in {}.", file, path)
                : written.error().message);
    }
    return sentences;
}

}  // namespace clave
