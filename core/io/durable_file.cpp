#include "core/io/durable_file.hpp"

#include "core/io/open_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace clave {
namespace {
namespace fs = std::filesystem;

std::string reason()
{
    return std::generic_category().message(errno);
}

/// The file that a path means when it is a link, also when that file is not there yet.
fs::path target(const std::string& path)
{
    constexpr int kMostLinks = 40;  // as the kernel
    fs::path file(path);
    std::error_code error;
    for (int i = 0; i < kMostLinks && fs::is_symlink(file, error); ++i) {
        const fs::path to = fs::read_symlink(file, error);
        file = to.is_absolute() ? to : file.parent_path() / to;
    }
    return file;
}

/// One save in progress. Whatever ends it, the names it made for itself are gone afterwards.
class Saving {
public:
    Saving(const std::string& path, const FileOps& ops)
        : path_(path)
        , file_(target(path))
        , name_(file_.filename())
        , ops_(ops)
        , folder_(ops, AT_FDCWD, file_.has_parent_path() ? file_.parent_path().string() : ".",
              O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    {
    }
    Saving(const Saving&) = delete;
    Saving& operator=(const Saving&) = delete;
    Saving(Saving&&) = delete;
    Saving& operator=(Saving&&) = delete;
    ~Saving()
    {
        for (const std::string& name : {new_, kept_}) {
            if (!name.empty())
                ops_.unlinkAt(folder_.number(), name.c_str());
        }
    }

    Result<void> run(std::string_view content)
    {
        if (!folder_.isOpen())
            return notSaved("its folder cannot be opened");
        struct stat old {};
        const bool isThere = ops_.statAt(folder_.number(), name_.c_str(), &old) == 0;
        if (!isThere && errno != ENOENT)
            return notSaved("it cannot be looked at");
        if (isThere && !S_ISREG(old.st_mode))
            return fail(path_ + " is not saved: something that is no file has this name. Choose another.");
        if (isThere && faccessat(folder_.number(), name_.c_str(), W_OK, AT_EACCESS) != 0)
            return notSaved("the file is write-protected");
        if (auto written = writeNew(content, isThere ? &old : nullptr); !written)
            return written;
        if (isThere) {
            if (auto kept = keepOld(old); !kept)
                return kept;
        }
        if (ops_.renameAt(folder_.number(), new_.c_str(), name_.c_str()) != 0)
            return notSaved("the new file cannot take the old one's place");
        new_.clear();
        if (!syncFolder())
            return fail(
                fmt::format("{} is written, but its folder could not be flushed to the disk: {}. A power cut "
                            "may still lose it; save it elsewhere too.",
                    path_, reason()));
        return {};
    }

private:
    [[nodiscard]] tl::unexpected<Error> notSaved(std::string_view what) const
    {
        return fail(fmt::format("{} is not saved: {}: {}.", path_, what, reason()));
    }

    /// A file of a name of its own, so that two programs saving at once do not meet.
    std::string freshName(int number) const { return fmt::format(".clave-{}-{}.tmp", ::getpid(), number); }

    Result<void> writeNew(std::string_view content, const struct stat* old)
    {
        return writeFresh(new_, content, old, "the new file");
    }

    Result<void> writeFresh(
        std::string& name, std::string_view content, const struct stat* old, std::string_view what)
    {
        constexpr int kMostNames = 100;
        constexpr mode_t kPlainMode = 0666;  // less what the user's umask takes away
        constexpr mode_t kPermissions = 07777;
        for (int i = 0; i < kMostNames; ++i) {
            const std::string candidate = freshName(i);
            OpenFile file(
                ops_, folder_.number(), candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPlainMode);
            if (!file.isOpen() && errno == EEXIST)
                continue;
            if (!file.isOpen())
                return notSaved(fmt::format("{} cannot be made", what));
            name = candidate;
            if (old != nullptr && ops_.chmod(file.number(), old->st_mode & kPermissions) != 0)
                return notSaved(fmt::format("{} cannot be given the old one's permissions", what));
            if (!file.writeAll(content) || !file.sync() || !file.close())
                return notSaved(fmt::format("{} cannot be written", what));
            return {};
        }
        return notSaved(fmt::format("{} cannot be made", what));
    }

    /// The old file becomes NAME~ too: the same file by a second name, or a copy where that is not possible.
    Result<void> keepOld(const struct stat& old)
    {
        constexpr int kKeptNumber = 100;
        std::string link = freshName(kKeptNumber);
        if (ops_.linkAt(folder_.number(), name_.c_str(), link.c_str()) == 0) {
            kept_ = std::move(link);
        } else if (auto copied = copyOld(old); !copied) {
            return copied;
        }
        if (ops_.renameAt(folder_.number(), kept_.c_str(), (name_ + "~").c_str()) != 0)
            return notSaved("the version before cannot be kept");
        // Renaming one name of a file to another of the same file does nothing, so the name may still be
        // there.
        return {};
    }

    Result<void> copyOld(const struct stat& old)
    {
        OpenFile file(ops_, folder_.number(), name_, O_RDONLY | O_CLOEXEC);
        std::string content;
        if (!file.isOpen() || !file.readAll(content, static_cast<std::size_t>(old.st_size)))
            return notSaved("the version before cannot be kept");
        return writeFresh(kept_, content, &old, "the copy of the version before");
    }

    /// Some file systems have nothing to flush for a folder, and say EINVAL.
    bool syncFolder() { return folder_.sync() || errno == EINVAL || errno == ENOTSUP; }

    const std::string& path_;
    fs::path file_;
    std::string name_;
    const FileOps& ops_;
    OpenFile folder_;
    std::string new_;  ///< name of the file being written, while it is there
    std::string kept_;  ///< name of the old file on its way to NAME~
};
}  // namespace

Result<void> saveDurably(const std::string& path, std::string_view content, const FileOps& ops)
{
    return Saving(path, ops).run(content);
}

Result<std::string> readWholeFile(const std::string& path, std::size_t most, const FileOps& ops)
{
    OpenFile file(ops, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    std::string content;
    if (!file.isOpen() || !file.readAll(content, most + 1))
        return fail(fmt::format("{} cannot be read: {}.", path, reason()));
    if (content.size() > most)
        return fail(fmt::format("{} is larger than {} MiB, which no song is.", path, most >> 20U));
    return content;
}

}  // namespace clave
