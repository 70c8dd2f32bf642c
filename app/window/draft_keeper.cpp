#include "app/window/draft_keeper.hpp"

#include "app/scripts/script_files.hpp"
#include "core/io/durable_file.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace clave {

void DraftKeeper::look(const EditorState& editor, TimePoint now)
{
    if (scripts_ == nullptr || now < next_)
        return;
    next_ = now + kPace;
    for (const auto& [file, draft] : editor.drafts) {
        const auto kept = kept_.find(file);
        const bool isKept = kept != kept_.end();
        if (draft.text != draft.base && (!isKept || kept->second != draft.text)) {
            scripts_->keepDraft(file, draft.text);
            kept_[file] = draft.text;
        } else if (draft.text == draft.base && isKept) {
            scripts_->keepDraft(file, std::nullopt);
            kept_.erase(kept);
        }
    }
}

std::vector<std::string> DraftKeeper::finish(const EditorState& editor)
{
    std::vector<std::string> sentences;
    for (const auto& [file, draft] : editor.drafts) {
        const auto path = draftFile(file);
        const auto saved = readScriptText(file);
        if (draft.text == draft.base || (saved && *saved == draft.text)) {
            std::error_code ignored;
            if (kept_.contains(file))
                std::filesystem::remove(path, ignored);
            continue;
        }
        const auto written = saveDurably(path, draft.text);
        sentences.push_back(written
                ? fmt::format(
                      "What was typed into {} and not saved is in {}, and offered next time.", file, path)
                : written.error().message);
    }
    return sentences;
}

bool LeftDraftFinder::look(const ScriptsView& scripts)
{
    bool isNew = false;
    for (const ScriptView& script : scripts.scripts) {
        if (script.file.empty() || !looked_.insert(script.file).second)
            continue;
        const auto left = readScriptText(draftFile(script.file));
        const auto saved = readScriptText(script.file);
        if (!left || (saved && *saved == *left))
            continue;
        found_[script.file] = *left;
        isNew = true;
    }
    return isNew;
}

}  // namespace clave
