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
    std::string operator()(const wish::DragKnob& wanted) const
    {
        scripts_.drag(wanted.script, wanted.knob, wanted.value, wanted.gesture);
        return {};
    }
    std::string operator()(const wish::TakeBackKnob& wanted) const
    {
        scripts_.takeBack(wanted.gesture);
        return {};
    }
    std::string operator()(const wish::AnswerDraft& wanted) const
    {
        if (!wanted.isTaken)
            scripts_.keepDraft(wanted.file, std::nullopt);
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

}  // namespace clave
