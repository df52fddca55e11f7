"""A small OpenID Connect provider on loopback: discovery, token, user info and signed ID tokens."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    claims = {}
    client_id = "patientkontrakt"

    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        pages = {
            "/.well-known/openid-configuration": {
                "issuer": base,
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
                "userinfo_endpoint": f"{base}/userinfo",
                "jwks_uri": f"{base}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/userinfo": {"sub": "someone", **self.claims},
            "/jwks": {"keys": [json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1"}]},
        }
        self._answer(pages[self.path.partition("?")[0]])

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        base = f"http://127.0.0.1:{self.server.server_port}"
        token = {"iss": base, "aud": self.client_id, "sub": "someone", "iat": now, "exp": now + 60}
        signed = jwt.encode(token, KEY, algorithm="RS256", headers={"kid": "1"})
        self._answer({"access_token": "x", "token_type": "Bearer", "id_token": signed})

    def _answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *words):
        pass


@contextmanager
def running(claims):
    """The provider's address, while it knows one person with these claims."""
    server = HTTPServer(("127.0.0.1", 0), type("OnePerson", (Provider,), {"claims": claims}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
