#include "core/io/durable_file.hpp"

#include "tests/support/skip.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace clave;
namespace fs = std::filesystem;

namespace {
/// A folder of its own for a case, gone with it.
class Folder {
public:
    Folder()
    {
        std::string pattern = (fs::temp_directory_path() / "clave-save-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;
    ~Folder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
    [[nodiscard]] std::size_t files() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
    }

private:
    fs::path path_;
};

std::string content(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The system's calls, of which one fails, or each is broken off or does its work in small pieces.
struct Trouble {
    int failAt = 0;  ///< the number of the call that fails, from 1; 0: none
    int reason = ENOSPC;
    bool interrupts = false;  ///< every other call is broken off by a signal
    std::size_t mostWritten = SIZE_MAX;
    bool hasLinks = true;
    int calls = 0;
    std::string failed;
};
Trouble trouble;

bool fails(const char* call)
{
    ++trouble.calls;
    if (trouble.calls == trouble.failAt) {
        trouble.failed = call;
        errno = trouble.reason;
        return true;
    }
    if (trouble.interrupts && trouble.calls % 2 == 1) {
        errno = EINTR;
        return true;
    }
    return false;
}

const FileOps kTroubled {
    [](int folder, const char* name, int flags, mode_t mode) {
        return fails("open") ? -1 : systemFileOps().openAt(folder, name, flags, mode);
    },
    [](int file, void* to, std::size_t size) {
        return fails("read") ? ssize_t {-1} : systemFileOps().read(file, to, size);
    },
    [](int file, const void* from, std::size_t size) {
        return fails("write") ? ssize_t {-1}
                              : systemFileOps().write(file, from, std::min(size, trouble.mostWritten));
    },
    [](int file) { return fails("fsync") ? -1 : systemFileOps().fsync(file); },
    [](int file) {
        const int result = systemFileOps().close(file);  // a close that fails has closed all the same
        return trouble.interrupts || !fails("close") ? result : -1;
    },
    [](int file, mode_t mode) {
        return !trouble.interrupts && fails("chmod") ? -1 : systemFileOps().chmod(file, mode);
    },
    [](int folder, const char* name, struct stat* to) {
        return !trouble.interrupts && fails("stat") ? -1 : systemFileOps().statAt(folder, name, to);
    },
    [](int folder, const char* from, const char* to) {
        if (trouble.hasLinks && (trouble.interrupts || !fails("link")))
            return systemFileOps().linkAt(folder, from, to);
        errno = trouble.hasLinks ? errno : EPERM;
        return -1;
    },
    [](int folder, const char* from, const char* to) {
        return !trouble.interrupts && fails("rename") ? -1 : systemFileOps().renameAt(folder, from, to);
    },
    [](int folder, const char* name) { return systemFileOps().unlinkAt(folder, name); },
};

/// Saves with the n-th call failing, for all n, until none fails.
void failEach(bool hasLinks, int reason)
{
    for (int n = 1; n < 100; ++n) {
        const Folder folder;
        const std::string path = folder.file("song.clave");
        REQUIRE(saveDurably(path, "first"));
        REQUIRE(saveDurably(path, "old"));
        trouble = {};
        trouble.failAt = n;
        trouble.reason = reason;
        trouble.hasLinks = hasLinks;
        const auto saved = saveDurably(path, "new", kTroubled);
        CAPTURE(n);
        CAPTURE(trouble.failed);
        REQUIRE(folder.files() == 2);  // the song and the version before, nothing else
        if (trouble.calls < n) {
            REQUIRE(saved);
            REQUIRE(n > 8);
            REQUIRE(content(path) == "new");
            REQUIRE(content(path + "~") == "old");
            return;
        }
        if (saved) {
            // A link that cannot be made is replaced by a copy.
            REQUIRE((trouble.failed == "link" || trouble.failed == "close"));
            REQUIRE(content(path) == "new");
            REQUIRE(content(path + "~") == "old");
            continue;
        }
        const std::string& message = saved.error().message;
        CAPTURE(message);
        REQUIRE(message.starts_with(path + " is "));
        REQUIRE(message.find(std::generic_category().message(reason)) != std::string::npos);
        const bool isLastFlush = message.find("is written, but") != std::string::npos;
        REQUIRE(content(path) == (isLastFlush ? "new" : "old"));
        REQUIRE((content(path + "~") == "first" || content(path + "~") == "old"));
        REQUIRE(saveDurably(path, "next"));
        REQUIRE(folder.files() == 2);
    }
    FAIL("no save came through");
}
}  // namespace

TEST_SUITE("core/io/durable_file")
{
    TEST_CASE("a save that fails at any call leaves the old song as it was and no litter")
    {
        for (const int reason : {ENOSPC, EIO, EROFS, EACCES, EFBIG, EDQUOT})
            failEach(true, reason);
    }

    TEST_CASE("the same where the file system knows no links and the version before is copied")
    {
        failEach(false, EIO);
    }

    TEST_CASE("signals and short writes do not harm a save")
    {
        const Folder folder;
        const std::string path = folder.file("song.clave");
        REQUIRE(saveDurably(path, "old"));
        const std::string large(100000, 'x');
        trouble = {};
        trouble.interrupts = true;
        trouble.mostWritten = 777;
        REQUIRE(saveDurably(path, large, kTroubled));
        CHECK(content(path) == large);
        CHECK(content(path + "~") == "old");
        CHECK(folder.files() == 2);
        trouble = {};
        trouble.mostWritten = 0;
        const auto stuck = saveDurably(path, "new", kTroubled);
        REQUIRE_FALSE(stuck);
        CHECK(stuck.error().message.find("Input/output error") != std::string::npos);
        CHECK(content(path) == large);
    }

    TEST_CASE("a save follows a link to the file it means and keeps the permissions")
    {
        const Folder folder;
        const std::string path = folder.file("song.clave");
        const std::string link = folder.file("link.clave");
        fs::create_symlink("song.clave", link);
        REQUIRE(saveDurably(link, "first"));  // a link whose file is not there yet
        CHECK(content(path) == "first");
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
        REQUIRE(saveDurably(link, "second"));
        CHECK(fs::is_symlink(link));
        CHECK_FALSE(fs::is_symlink(path));
        CHECK(content(path) == "second");
        CHECK(content(path + "~") == "first");
        CHECK(fs::status(path).permissions()
            == (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
        CHECK(folder.files() == 3);
    }

    TEST_CASE("a folder that vanished, a folder in the file's place and a device are refused with a reason")
    {
        const Folder folder;
        const auto vanished = saveDurably(folder.file("gone/song.clave"), "x");
        REQUIRE_FALSE(vanished);
        CHECK(vanished.error().message.find("No such file or directory") != std::string::npos);
        fs::create_directory(folder.file("song.clave"));
        CHECK_FALSE(saveDurably(folder.file("song.clave"), "x"));
        CHECK_FALSE(saveDurably("/dev/full", "x"));
        REQUIRE(saveDurably(folder.file(std::string(255, 'n')), "x"));  // fits, but no version before would
        const auto tooLong = saveDurably(folder.file(std::string(255, 'n')), "y");
        REQUIRE_FALSE(tooLong);
        CHECK(tooLong.error().message.find("File name too long") != std::string::npos);
        CHECK(content(folder.file(std::string(255, 'n'))) == "x");
    }

    TEST_CASE("a file limit of the shell ends a save with a reason, not the program")
    {
        const Folder folder;
        const std::string path = folder.file("song.clave");
        REQUIRE(saveDurably(path, "old"));
        rlimit before {};
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
        rlimit small = before;
        small.rlim_cur = 4096;
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
        const auto saved = saveDurably(path, std::string(10000, 'x'));
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
        REQUIRE_FALSE(saved);
        CHECK(saved.error().message.find("File too large") != std::string::npos);
        CHECK(content(path) == "old");
        CHECK(folder.files() == 1);
    }

    TEST_CASE("a disk that is really full leaves the old song as it was")
    {
        const Folder folder;
        const std::string disk = folder.file("disk");
        fs::create_directory(disk);
        if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=64k") != 0)
            return test::skip("a full disk needs the right to mount one (root)");
        const std::string path = disk + "/song.clave";
        const auto first = saveDurably(path, "old");
        const auto second = saveDurably(path, std::string(100000, 'x'));
        const std::string left = content(path);
        const auto files = std::distance(fs::directory_iterator(disk), fs::directory_iterator());
        ::umount(disk.c_str());
        REQUIRE(first);
        REQUIRE_FALSE(second);
        CHECK(second.error().message.find("No space left on device") != std::string::npos);
        CHECK(left == "old");
        CHECK(files == 1);
    }

    TEST_CASE("reading a file that is none, or too large, is refused with a reason")
    {
        const Folder folder;
        CHECK(
            readWholeFile(folder.file("none"), 100).error().message.ends_with("No such file or directory."));
        CHECK(readWholeFile(folder.file("."), 100).error().message.ends_with("Is a directory."));
        CHECK(readWholeFile("/dev/zero", std::size_t {2} << 20U)
                .error()
                .message.ends_with("larger than 2 MiB, which no song is."));
        REQUIRE(saveDurably(folder.file("a"), std::string(1000000, 'x')));
        CHECK(readWholeFile(folder.file("a"), 1000000).value().size() == 1000000);
    }
}
