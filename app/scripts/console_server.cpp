#include "app/scripts/console_server.hpp"

#include "app/scripts/json_view.hpp"
#include "core/io/json_value.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <utility>
#include <vector>

namespace clave {
namespace {
bool isOurUser(int socket)
{
    ucred who {};
    socklen_t size = sizeof who;
    return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && who.uid == getuid();
}

/// The rest of what a text begins with is kept.
bool sendSome(int socket, std::string& text)
{
    const auto sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR;
    text.erase(0, static_cast<std::size_t>(sent));
    return true;
}
}  // namespace

/// Answers on their way to the server's thread; outlives the server where one comes late.
struct ConsoleServer::Mail {
    Mail() = default;
    ~Mail() { close(wake); }
    Mail(const Mail&) = delete;
    Mail& operator=(const Mail&) = delete;
    Mail(Mail&&) = delete;
    Mail& operator=(Mail&&) = delete;

    void put(std::uint64_t client, std::string line)
    {
        {
            const std::scoped_lock lock(mutex);
            answers.emplace_back(client, std::move(line));
        }
        (void)eventfd_write(wake, 1);
    }

    const int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    std::mutex mutex;  ///< of the next two
    std::vector<std::pair<std::uint64_t, std::string>> answers;
    bool isOver = false;
};

std::string answerLine(const ScriptReply& reply)
{
    const JsonTree value = JsonTree::parse(reply.value);
    const bool isJson = value.isWhole() && value.problems().empty();
    JsonOut out = JsonOut::object();
    out.add("ok", JsonOut::flag(reply.isOk));
    out.add("more", JsonOut::flag(reply.wantsMore));
    out.add("text", JsonOut::text(reply.text));
    out.add("value", isJson ? jsonOut(value, value.root()) : JsonOut::null());
    out.add("start", JsonOut::whole(reply.start));
    return jsonLine(out);
}

Result<std::unique_ptr<ConsoleServer>> ConsoleServer::open(std::string socket, Asks asks)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (socket.size() >= sizeof address.sun_path)
        return fail(fmt::format("{} is too long a name for the console's socket", socket));
    std::memcpy(address.sun_path, socket.data(), socket.size());
    const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    (void)unlink(socket.c_str());  // of a process of that number that died
    const auto* const plain = reinterpret_cast<const sockaddr*>(&address);
    const bool isOpen = listening >= 0 && bind(listening, plain, sizeof address) == 0
        && chmod(socket.c_str(), S_IRUSR | S_IWUSR) == 0
        && listen(listening, static_cast<int>(kMostClients)) == 0;
    if (!isOpen) {
        const int error = errno;
        if (listening >= 0)
            close(listening);
        return fail(fmt::format("there is no console: {}: {}", socket, std::strerror(error)));
    }
    return std::unique_ptr<ConsoleServer> {new ConsoleServer {std::move(socket), listening, std::move(asks)}};
}

ConsoleServer::ConsoleServer(std::string socket, int listening, Asks asks)
    : name_(std::move(socket))
    , listening_(listening)
    , asks_(std::move(asks))
    , mail_(std::make_shared<Mail>())
    , thread_([this] { run(); })
{
}

ConsoleServer::~ConsoleServer()
{
    {
        const std::scoped_lock lock(mail_->mutex);
        mail_->isOver = true;
    }
    (void)eventfd_write(mail_->wake, 1);
    thread_.join();
    for (const auto& [id, client] : clients_)
        close(client.socket);
    close(listening_);
    (void)unlink(name_.c_str());
}

void ConsoleServer::run()
{
    for (;;) {
        std::vector<pollfd> wanted {{mail_->wake, POLLIN, 0}, {listening_, POLLIN, 0}};
        for (const auto& [id, client] : clients_) {
            const auto in = client.isWaiting ? 0 : POLLIN;
            wanted.push_back({client.socket, static_cast<short>(client.out.empty() ? in : POLLOUT), 0});
        }
        (void)poll(wanted.data(), wanted.size(), -1);
        std::size_t place = 2;
        for (auto client = clients_.begin(); client != clients_.end(); ++place) {
            if (serve(client->first, client->second, wanted[place].revents)) {
                ++client;
            } else {
                close(client->second.socket);
                client = clients_.erase(client);
            }
        }
        if (!takeAnswers())
            return;
        if (wanted[1].revents != 0)
            letIn();
    }
}

void ConsoleServer::letIn()
{
    const int socket = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket < 0)
        return;
    if (clients_.size() >= kMostClients || !isOurUser(socket))
        close(socket);
    else
        clients_[++ids_].socket = socket;
}

bool ConsoleServer::takeAnswers()
{
    // The end is looked at after the ring is taken: it may be the end's own, which rings once.
    eventfd_t rings = 0;
    (void)eventfd_read(mail_->wake, &rings);
    std::vector<std::pair<std::uint64_t, std::string>> answers;
    {
        const std::scoped_lock lock(mail_->mutex);
        if (mail_->isOver)
            return false;
        answers.swap(mail_->answers);
    }
    for (auto& [id, line] : answers) {
        const auto client = clients_.find(id);
        if (client == clients_.end())
            continue;
        client->second.out += line + "\n";
        client->second.isWaiting = false;
        (void)sendSome(client->second.socket, client->second.out);
        (void)serve(id, client->second, 0);  // a question that came meanwhile
    }
    return true;
}

bool ConsoleServer::serve(std::uint64_t id, Client& client, short events)
{
    if ((events & POLLOUT) != 0 && !sendSome(client.socket, client.out))
        return false;
    if ((events & POLLIN) != 0) {
        std::array<char, 4096> bytes {};
        const auto got = recv(client.socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
            return false;
        if (got > 0)
            client.in.append(bytes.data(), static_cast<std::size_t>(got));
    } else if ((events & (POLLHUP | POLLERR | POLLNVAL)) != 0) {
        return false;
    }
    const auto end = client.in.find('\n');
    if (end != std::string::npos && !client.isWaiting) {
        const std::string line = client.in.substr(0, end);
        client.in.erase(0, end + 1);
        ask(id, client, line);
    }
    return client.in.size() <= kMostLine;
}

void ConsoleServer::ask(std::uint64_t id, Client& client, std::string_view line)
{
    client.isWaiting = true;
    const auto onReply = [mail = mail_, id](const ScriptReply& reply) { mail->put(id, answerLine(reply)); };
    const JsonTree tree = JsonTree::parse(line);
    const JsonView said(tree);
    const auto script = said["script"].text();
    const auto cursor = said["cursor"].whole();
    if (said["words"].isText())
        asks_.words(script, said["words"].text(), cursor > 0 ? static_cast<std::size_t>(cursor) : 0, onReply);
    else if (said["text"].isText())
        asks_.evaluate(script, said["text"].text(), onReply);
    else
        onReply({false, false, R"(a question is a line of JSON: {"text": "1 + 1"})", "null", 0});
}

}  // namespace clave
