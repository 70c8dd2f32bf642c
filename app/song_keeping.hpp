#pragma once

#include "app/recovery.hpp"
#include "app/settings.hpp"
#include "app/song_on_disk.hpp"
#include "core/engine/document.hpp"
#include "core/model/song.hpp"
#include "core/time/time_point.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// Something that happened to files, for a face to show.
struct FileNews {
    enum class What : std::uint8_t {
        Opened,  ///< another song plays now, from its file
        Imported,  ///< another song plays now, made of a MIDI file; `notes` say what could not be kept
        New,  ///< another song plays now, that has no file yet
        Recovered,  ///< another song plays now, with the unsaved changes of an earlier run
        NotOpened,  ///< nothing has changed
        Saved,
        NotSaved,  ///< the unsaved mark stays
        SaveAgain,  ///< not saved: saving once more replaces what somebody else put there
        NeedsName,  ///< not saved: the song has no file yet
        RecoveryFound,  ///< an earlier run left `recovery`: recover() it, discard() it, or leave it for later
        NotKept,  ///< unsaved changes cannot be kept safe; said once until they can
    };
    What what = What::Opened;
    std::string sentence;
    std::string path;  ///< of the file that it is about; empty: none
    SongPtr song;  ///< what plays now, or what was saved
    std::vector<std::string> notes;
    std::optional<Recovery> recovery;
};

/// Whoever plays the song that is kept.
class SongHolder {
public:
    SongHolder() = default;
    SongHolder(const SongHolder&) = delete;
    SongHolder& operator=(const SongHolder&) = delete;
    SongHolder(SongHolder&&) = delete;
    SongHolder& operator=(SongHolder&&) = delete;
    virtual ~SongHolder() = default;

    struct Held {
        SongPtr song;
        DocumentId document = 0;
    };
    [[nodiscard]] virtual Held current() = 0;
    /// Afterwards it is the current one; false when it was not taken.
    [[nodiscard]] virtual bool replace(const SongPtr& song, DocumentId document) = 0;
    /// Names the song's scripts anew. The song as it is then; null when that was not taken.
    [[nodiscard]] virtual SongPtr nameScripts(const std::vector<ScriptRef>& scripts) = 0;
    virtual void markSaved(const SongPtr& song, DocumentId document) = 0;
};

/// Where things are remembered between runs. An empty path: nowhere.
struct KeeperPlaces {
    std::string recovery;  ///< folder: recoveryFolder()
    std::string settings;  ///< file: settingsPath()
};

/// The rules of keeping songs, without a thread or a clock of its own.
///
/// Each song opened is a document of its own, so that after undoing an opening the old song goes to its old
/// file. What was not saved when another song is opened is kept in the recovery folder until it is.
/// Thread-safe: no. Realtime-safe: no.
class SongKeeping {
public:
    /// Unsaved changes are kept so long after the first of them at the latest.
    static constexpr Nanoseconds kKeepAfter = std::chrono::seconds {30};

    SongKeeping(SongHolder& holder, KeeperPlaces places, std::string songPath);

    /// Says what earlier runs left.
    void begin();
    /// Opens a song, or makes one of a MIDI file. A file that is not whole changes nothing.
    void open(const std::string& path);
    /// Goes on with a song that has no file yet.
    void newSong(Song song);
    void save();
    /// The song's file from now on, when it could be saved. Without an ending, ".clave" is added.
    void saveAs(const std::string& path);
    /// Goes on with what an earlier run left; it stays in the recovery folder until it is saved.
    void recover(const Recovery& recovery);
    void discard(const Recovery& recovery);
    /// Keeps unsaved changes at once, and removes what is kept of a song that is saved. Also for a clean end.
    void keepNow();
    /// To be called about once a second: keeps unsaved changes when it is time.
    void look(TimePoint now);

    [[nodiscard]] std::vector<FileNews> takeNews();
    [[nodiscard]] std::map<DocumentId, std::string> paths() const;
    [[nodiscard]] const std::vector<std::string>& recentSongs() const noexcept { return recent_; }

private:
    struct Document {
        SongOnDisk file;
        SongPtr saved;  ///< what the file holds; null: nothing of it
        SongPtr kept;  ///< what the recovery slot holds
        std::optional<RecoverySlot> slot;
        std::optional<SongOnDisk> asked;  ///< where saving needs a second word
        std::optional<TimePoint> changedSince;
    };

    Document& documentOf(const SongHolder::Held& held);
    [[nodiscard]] bool enter(Document document, const SongPtr& song, const std::string& path);
    void keep(Document& document, const SongPtr& song);
    void forgetKept(Document& document);
    void saveTo(SongOnDisk& file, Document& document, const SongHolder::Held& held);
    [[nodiscard]] SongPtr afterSaving(const Song& written, const SongHolder::Held& held);
    void remember(const std::string& path);
    void changeRecent(const std::function<void(Settings&)>& change);
    void tell(FileNews::What what, std::string sentence, std::string path, SongPtr song = nullptr);

    SongHolder& holder_;
    KeeperPlaces places_;
    std::map<DocumentId, Document> documents_;
    DocumentId lastDocument_ = 0;
    std::vector<std::string> recent_;
    std::vector<FileNews> news_;
    bool saidNotKept_ = false;
};

}  // namespace clave
