#include "app/song_keeping.hpp"

#include "app/scripts/script_files.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace clave {
namespace {
namespace fs = std::filesystem;
using What = FileNews::What;

/// The path a song is known by, or nothing for one without a file.
std::string knownPath(const std::string& path)
{
    return path.empty() ? path : rememberedName(path);
}

/// As a shell has it: "~/x" is in the home folder.
std::string withHome(const std::string& path)
{
    const char* const home = std::getenv("HOME");
    return path.starts_with("~/") && home != nullptr ? home + path.substr(1) : path;
}
}  // namespace

SongKeeping::SongKeeping(SongHolder& holder, KeeperPlaces places, std::string songPath)
    : holder_(holder)
    , places_(std::move(places))
    , recent_(loadSettings(places_.settings).recentSongs)
{
    const auto held = holder_.current();
    documents_[held.document] = {SongOnDisk::asFound(std::move(songPath)), held.song, nullptr, {}, {}, {}};
    lastDocument_ = held.document;
}

void SongKeeping::tell(What what, std::string sentence, std::string path, SongPtr song)
{
    news_.push_back({what, std::move(sentence), std::move(path), std::move(song), {}, {}});
}

std::vector<FileNews> SongKeeping::takeNews()
{
    return std::exchange(news_, {});
}

std::map<DocumentId, std::string> SongKeeping::paths() const
{
    std::map<DocumentId, std::string> paths;
    for (const auto& [id, document] : documents_)
        paths[id] = document.file.path();
    return paths;
}

void SongKeeping::begin()
{
    const std::string& path = documentOf(holder_.current()).file.path();
    if (!path.empty())
        remember(path);
    for (auto& found : findRecoveries(places_.recovery)) {
        tell(What::RecoveryFound, sentence(found), found.songPath);
        news_.back().recovery = std::move(found);
    }
}

SongKeeping::Document& SongKeeping::documentOf(const SongHolder::Held& held)
{
    return documents_[held.document];
}

bool SongKeeping::enter(Document document, const SongPtr& song, const std::string& path)
{
    keepNow();
    const auto id = ++lastDocument_;
    const bool isSaved = document.saved != nullptr;
    documents_[id] = std::move(document);
    if (isSaved)
        holder_.markSaved(song, id);
    if (holder_.replace(song, id))
        return true;
    documents_.erase(id);
    tell(What::NotOpened, "The song that plays could not be exchanged just now; open the other once more.",
        path);
    return false;
}

void SongKeeping::open(const std::string& typed)
{
    const std::string path = withHome(typed);
    auto read = readSong(path);
    if (!read) {
        std::error_code ignored;
        if (!fs::exists(path, ignored)) {
            changeRecent(
                [name = knownPath(path)](Settings& settings) { std::erase(settings.recentSongs, name); });
        }
        tell(What::NotOpened, read.error().message, path);
        return;
    }
    const auto song = std::make_shared<const Song>(std::move(read->song));
    if (read->isImported) {
        if (!enter({}, song, path))
            return;
        tell(What::Imported, fmt::format("{} is imported; save it as a song to keep it.", path), path, song);
        news_.back().notes = std::move(read->notes);
        return;
    }
    if (!enter({SongOnDisk(path, read->textHash), song, nullptr, {}, {}, {}}, song, path))
        return;
    remember(path);
    tell(What::Opened, fmt::format("{} is opened.", path), path, song);
    if (auto found = findRecovery(places_.recovery, knownPath(path))) {
        tell(What::RecoveryFound, sentence(*found), path);
        news_.back().recovery = std::move(found);
    }
}

void SongKeeping::remember(const std::string& path)
{
    changeRecent([name = knownPath(path)](Settings& settings) { settings.rememberSong(name); });
}

void SongKeeping::changeRecent(const std::function<void(Settings&)>& change)
{
    // Without a settings file, or when it cannot be written, they are known until the end of this run.
    Settings settings;
    settings.recentSongs = recent_;
    change(settings);
    recent_ = std::move(settings.recentSongs);
    (void)changeSettings(places_.settings, change);
}

void SongKeeping::newSong(Song fresh)
{
    const auto song = std::make_shared<const Song>(std::move(fresh));
    Document document;
    document.saved = song;
    if (enter(std::move(document), song, {}))
        tell(What::New, "A new song is begun.", {}, song);
}

void SongKeeping::recover(const Recovery& recovery)
{
    Document document;
    document.file = SongOnDisk::asFound(recovery.songPath);
    document.slot = RecoverySlot::adopt(places_.recovery, recovery);
    document.kept = recovery.song;
    if (!enter(std::move(document), recovery.song, recovery.songPath))
        return;
    tell(What::Recovered, "The unsaved changes are back; save the song to keep them in it.",
        recovery.songPath, recovery.song);
}

void SongKeeping::discard(const Recovery& recovery)
{
    discardRecovery(recovery);
}

void SongKeeping::save()
{
    const auto held = holder_.current();
    Document& document = documentOf(held);
    if (document.file.path().empty())
        tell(What::NeedsName, "The song has no file yet; save it under a name.", {});
    else
        saveTo(document.file, document, held);
}

void SongKeeping::saveAs(const std::string& typed)
{
    fs::path path = withHome(typed);
    if (path.filename().empty()) {
        tell(What::NotSaved, fmt::format("\"{}\" is no name for a file; give the song one.", typed), typed);
        return;
    }
    if (isMidiFileName(path.string())) {
        tell(What::NotSaved,
            fmt::format("{} is the name of a MIDI file; give the song one that ends in .clave.", typed),
            typed);
        return;
    }
    if (!path.has_extension())
        path += ".clave";
    const auto held = holder_.current();
    Document& document = documentOf(held);
    if (knownPath(path.string()) == knownPath(document.file.path())) {
        saveTo(document.file, document, held);
        return;
    }
    if (!document.asked || document.asked->path() != path.string())
        document.asked = SongOnDisk(path.string());
    saveTo(*document.asked, document, held);
}

void SongKeeping::saveTo(SongOnDisk& file, Document& document, const SongHolder::Held& held)
{
    const std::string path = file.path();
    // Scripts are named from the song's folder.
    Song written = *held.song;
    written.scripts = scriptsFrom(written.scripts, document.file.path(), path);
    const auto saved = file.save(written);
    if (saved.how != SongOnDisk::Saving::Done) {
        tell(
            saved.how == SongOnDisk::Saving::Failed ? What::NotSaved : What::SaveAgain, saved.sentence, path);
        return;
    }
    if (&file != &document.file)
        document.file = SongOnDisk(file);
    document.asked.reset();
    const bool isSame = written.scripts == held.song->scripts;
    const SongPtr song = isSame ? held.song : afterSaving(written, held);
    document.saved = song;
    holder_.markSaved(song, held.document);
    forgetKept(document);
    remember(path);
    const bool stay =
        !std::ranges::equal(written.scripts, held.song->scripts, [](const auto& now, const auto& was) {
            return now.path == was.path || !std::filesystem::path(now.path).is_absolute();
        });
    const char* const scripts = stay ? " Its scripts stay where they are." : "";
    tell(What::Saved, fmt::format("Saved to {}.{}", path, scripts), path, song);
}

SongPtr SongKeeping::afterSaving(const Song& written, const SongHolder::Held& held)
{
    const auto song = holder_.nameScripts(written.scripts);
    const bool isWritten = song != nullptr && songText(*song) == songText(written);
    return isWritten ? song : held.song;  // changed meanwhile, and so not saved
}

void SongKeeping::forgetKept(Document& document)
{
    if (document.slot)
        document.slot->forget();
    document.slot.reset();
    document.kept = nullptr;
    document.changedSince.reset();
}

void SongKeeping::keep(Document& document, const SongPtr& song)
{
    document.changedSince.reset();
    if (document.kept == song)
        return;
    if (!document.slot)
        document.slot.emplace(places_.recovery, knownPath(document.file.path()));
    const auto kept = document.slot->keep(*song);
    if (kept) {
        document.kept = song;
        saidNotKept_ = false;
    } else if (!std::exchange(saidNotKept_, true)) {
        tell(What::NotKept,
            fmt::format("Unsaved changes are not kept safe, so save the song: {}", kept.error().message),
            document.file.path());
    }
}

void SongKeeping::keepNow()
{
    const auto held = holder_.current();
    Document& document = documentOf(held);
    if (held.song == document.saved)
        forgetKept(document);
    else
        keep(document, held.song);
}

void SongKeeping::look(TimePoint now)
{
    const auto held = holder_.current();
    Document& document = documentOf(held);
    if (held.song == document.saved)
        forgetKept(document);
    else if (held.song == document.kept)
        document.changedSince.reset();
    else if (!document.changedSince)
        document.changedSince = now;
    else if (now - *document.changedSince >= kKeepAfter)
        keep(document, held.song);
}

}  // namespace clave
