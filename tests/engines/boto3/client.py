"""boto3 against the local cloud: the operations that the shop uses, asked for by another client's hand."""

import base64
import hashlib
import json
import sys
import time
import urllib.request
import zlib

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

# By itself boto3 presigns as S3 did until 2020, which it no longer takes for new buckets.
paths = Config(s3={"addressing_style": "path"}, signature_version="s3v4", retries={"max_attempts": 1})
s3 = boto3.client("s3", config=paths)
dynamodb = boto3.client("dynamodb")
streams = boto3.client("dynamodbstreams")
sqs = boto3.client("sqs")
events = boto3.client("events")
cognito = boto3.client("cognito-idp")

cases = []


def case(function):
    cases.append(function)
    return function


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response["Error"]
        return error.response
    raise AssertionError(f"{code} was expected, but the call succeeded")


def table(name, **more):
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        **more,
    )
    dynamodb.get_waiter("table_exists").wait(TableName=name)
    return name


def item(pk, sk="a", **numbers):
    return {"pk": {"S": pk}, "sk": {"S": sk}, **{name: {"N": str(value)} for name, value in numbers.items()}}


@case
def dynamodb_keeps_and_updates_items():
    name = table("items")
    dynamodb.put_item(TableName=name, Item=item("vase", onHand=3))
    key = {"pk": {"S": "vase"}, "sk": {"S": "a"}}
    take = {
        "TableName": name,
        "Key": key,
        "UpdateExpression": "SET onHand = onHand - :n",
        "ConditionExpression": "onHand >= :n",
    }
    answer = dynamodb.update_item(**take, ExpressionAttributeValues={":n": {"N": "2"}}, ReturnValues="UPDATED_NEW")
    assert answer["Attributes"] == {"onHand": {"N": "1"}}
    response = refused(
        "ConditionalCheckFailedException",
        dynamodb.update_item,
        **take,
        ExpressionAttributeValues={":n": {"N": "2"}},
        ReturnValuesOnConditionCheckFailure="ALL_OLD",
    )
    assert response["Item"]["onHand"] == {"N": "1"}
    assert dynamodb.get_item(TableName=name, Key=key, ConsistentRead=True)["Item"] == item("vase", onHand=1)
    dynamodb.delete_item(TableName=name, Key=key)
    assert "Item" not in dynamodb.get_item(TableName=name, Key=key)


@case
def dynamodb_pages_through_queries_and_scans():
    name = table("pages")
    resource = boto3.resource("dynamodb").Table(name)
    with resource.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item={"pk": "p", "sk": f"{number:03}", "text": "x" * 40_000})
    pages = dynamodb.get_paginator("query").paginate(
        TableName=name,
        KeyConditionExpression="pk = :p AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues={":p": {"S": "p"}, ":from": {"S": "010"}, ":to": {"S": "049"}},
    )
    counts = [page["Count"] for page in pages]
    assert sum(counts) == 40 and len(counts) > 1, counts
    scanned = dynamodb.get_paginator("scan").paginate(TableName=name, PaginationConfig={"PageSize": 25})
    assert [page["Count"] for page in scanned] == [25, 25, 10]


@case
def dynamodb_transacts_all_or_nothing():
    name = table("transactions")
    dynamodb.put_item(TableName=name, Item=item("stock", onHand=1))
    take = {
        "Update": {
            "TableName": name,
            "Key": {"pk": {"S": "stock"}, "sk": {"S": "a"}},
            "UpdateExpression": "SET onHand = onHand - :one",
            "ConditionExpression": "onHand >= :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
    }
    place = lambda order: {"Put": {"TableName": name, "Item": item(order)}}
    for _ in range(2):
        dynamodb.transact_write_items(TransactItems=[take, place("order-1")], ClientRequestToken="once")
    response = refused("TransactionCanceledException", dynamodb.transact_write_items, TransactItems=[take, place("order-2")])
    assert [reason["Code"] for reason in response["CancellationReasons"]] == ["ConditionalCheckFailed", "None"]
    get = lambda pk: {"Get": {"TableName": name, "Key": {"pk": {"S": pk}, "sk": {"S": "a"}}}}
    found = dynamodb.transact_get_items(TransactItems=[get("stock"), get("order-1"), get("order-2")])["Responses"]
    assert [one.get("Item") for one in found] == [item("stock", onHand=0), item("order-1"), None]


@case
def dynamodb_tells_of_changes_in_a_stream():
    name = table("changes", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
    for number in (1, 1, 2):
        dynamodb.put_item(TableName=name, Item=item("x", n=number))
    dynamodb.delete_item(TableName=name, Key={"pk": {"S": "x"}, "sk": {"S": "a"}})
    arn = dynamodb.describe_table(TableName=name)["Table"]["LatestStreamArn"]
    shards = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    seen = []
    for shard in shards:
        iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
        seen += streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    assert [record["eventName"] for record in seen] == ["INSERT", "MODIFY", "REMOVE"]
    assert seen[1]["dynamodb"]["OldImage"]["n"] == {"N": "1"}


@case
def s3_keeps_objects_with_their_checksums():
    s3.create_bucket(Bucket="objects")
    body = b"harbour light" * 1000
    crc = base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()
    # The client sends a checksum by itself, in a trailer.
    put = s3.put_object(Bucket="objects", Key="a/b c/é.txt", Body=body, ContentType="text/plain", Metadata={"who": "ada"})
    assert put["ETag"] == f'"{hashlib.md5(body).hexdigest()}"' and put["ChecksumCRC32"] == crc
    got = s3.get_object(Bucket="objects", Key="a/b c/é.txt", ChecksumMode="ENABLED")
    assert got["Body"].read() == body and got["Metadata"] == {"who": "ada"} and got["ChecksumCRC32"] == crc
    part = s3.get_object(Bucket="objects", Key="a/b c/é.txt", Range="bytes=8-12")
    assert part["Body"].read() == b"light" and part["ContentRange"] == f"bytes 8-12/{len(body)}"
    refused("BadDigest", s3.put_object, Bucket="objects", Key="bad", Body=b"x", ContentMD5=base64.b64encode(b"0" * 16).decode())
    refused("PreconditionFailed", s3.put_object, Bucket="objects", Key="a/b c/é.txt", Body=b"", IfNoneMatch="*")
    listed = s3.list_objects_v2(Bucket="objects", Delimiter="/")
    assert [prefix["Prefix"] for prefix in listed["CommonPrefixes"]] == ["a/"]
    deleted = s3.delete_objects(Bucket="objects", Delete={"Objects": [{"Key": "a/b c/é.txt"}]})
    assert deleted["Deleted"] == [{"Key": "a/b c/é.txt"}]
    refused("NoSuchKey", s3.get_object, Bucket="objects", Key="a/b c/é.txt")


@case
def s3_joins_parts():
    s3.create_bucket(Bucket="parts")
    parts = [b"a" * 5_242_880, b"b" * 100]
    upload = s3.create_multipart_upload(Bucket="parts", Key="film", ChecksumAlgorithm="SHA256")["UploadId"]
    done = []
    for number, body in enumerate(parts, 1):
        answer = s3.upload_part(
            Bucket="parts", Key="film", UploadId=upload, PartNumber=number, Body=body, ChecksumAlgorithm="SHA256"
        )
        done.append({"PartNumber": number, "ETag": answer["ETag"], "ChecksumSHA256": answer["ChecksumSHA256"]})
    listed = s3.list_parts(Bucket="parts", Key="film", UploadId=upload)["Parts"]
    assert [part["Size"] for part in listed] == [len(body) for body in parts]
    joined = s3.complete_multipart_upload(Bucket="parts", Key="film", UploadId=upload, MultipartUpload={"Parts": done})
    sums = b"".join(hashlib.sha256(body).digest() for body in parts)
    assert joined["ChecksumSHA256"] == base64.b64encode(hashlib.sha256(sums).digest()).decode() + "-2"
    assert s3.head_object(Bucket="parts", Key="film")["ContentLength"] == sum(map(len, parts))
    gone = s3.create_multipart_upload(Bucket="parts", Key="left")["UploadId"]
    s3.abort_multipart_upload(Bucket="parts", Key="left", UploadId=gone)
    refused("NoSuchUpload", s3.list_parts, Bucket="parts", Key="left", UploadId=gone)


def ask(url, method="GET", body=None, headers=None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@case
def s3_honours_presigned_addresses():
    s3.create_bucket(Bucket="presigned")
    put = s3.generate_presigned_url("put_object", Params={"Bucket": "presigned", "Key": "k"}, ExpiresIn=60)
    assert ask(put, "PUT", b"by address")[0] == 200
    get = s3.generate_presigned_url("get_object", Params={"Bucket": "presigned", "Key": "k"}, ExpiresIn=60)
    assert ask(get) == (200, b"by address")
    status, why = ask(get.replace("/k?", "/other?"))
    assert status == 403 and b"SignatureDoesNotMatch" in why
    post = s3.generate_presigned_post("presigned", "form", Conditions=[["content-length-range", 1, 10]], ExpiresIn=60)
    edge = "quayside-boundary"
    fields = {**post["fields"], "file": "x" * 11}
    form = "".join(f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items())
    headers = {"content-type": f"multipart/form-data; boundary={edge}"}
    status, why = ask(post["url"], "POST", f"{form}--{edge}--\r\n".encode(), headers)
    assert status == 400 and b"EntityTooLarge" in why, (status, why)


@case
def sqs_takes_batches_and_hides_what_is_in_flight():
    url = sqs.create_queue(QueueName="plain", Attributes={"VisibilityTimeout": "30"})["QueueUrl"]
    entries = [{"Id": f"e{n}", "MessageBody": f"body {n}"} for n in range(3)]
    late = {"Id": "late", "MessageBody": "x", "DelaySeconds": 901}
    sent = sqs.send_message_batch(QueueUrl=url, Entries=[*entries, late])
    assert [one["Id"] for one in sent["Successful"]] == ["e0", "e1", "e2"]
    assert [one["Id"] for one in sent["Failed"]] == ["late"]
    seen = []
    while len(seen) < 3:
        seen += sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=2)["Messages"]
    assert sorted(one["Body"] for one in seen) == ["body 0", "body 1", "body 2"]
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    handles = [{"Id": f"d{n}", "ReceiptHandle": one["ReceiptHandle"]} for n, one in enumerate(seen)]
    assert len(sqs.delete_message_batch(QueueUrl=url, Entries=handles)["Successful"]) == 3
    refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="nowhere")


@case
def sqs_keeps_order_and_buries_what_fails():
    fifo = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    dead = sqs.create_queue(QueueName="dead.fifo", Attributes=fifo)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1})
    source = sqs.create_queue(QueueName="source.fifo", Attributes={**fifo, "RedrivePolicy": redrive})["QueueUrl"]
    for body in ("one", "one", "two"):
        sqs.send_message(QueueUrl=source, MessageBody=body, MessageGroupId="g")
    first = sqs.receive_message(QueueUrl=source, MaxNumberOfMessages=10)["Messages"]
    assert [one["Body"] for one in first] == ["one", "two"]
    sqs.delete_message(QueueUrl=source, ReceiptHandle=first[1]["ReceiptHandle"])
    sqs.change_message_visibility(QueueUrl=source, ReceiptHandle=first[0]["ReceiptHandle"], VisibilityTimeout=0)
    assert "Messages" not in sqs.receive_message(QueueUrl=source, WaitTimeSeconds=1)
    buried = sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=5)["Messages"]
    assert [one["Body"] for one in buried] == ["one"]


@case
def eventbridge_routes_by_pattern():
    url = sqs.create_queue(QueueName="routed")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.create_event_bus(Name="shop")
    pattern = {"source": ["shop"], "detail": {"total": [{"numeric": [">", 10]}]}}
    events.put_rule(Name="large", EventBusName="shop", EventPattern=json.dumps(pattern))
    events.put_targets(Rule="large", EventBusName="shop", Targets=[{"Id": "q", "Arn": arn, "InputPath": "$.detail"}])
    entry = lambda total: {
        "EventBusName": "shop",
        "Source": "shop",
        "DetailType": "Ordered",
        "Detail": json.dumps({"total": total}),
    }
    answer = events.put_events(Entries=[entry(5), entry(50), {**entry(1), "Detail": "no json"}])
    assert answer["FailedEntryCount"] == 1 and answer["Entries"][2]["ErrorCode"] == "MalformedDetail"
    messages = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5, MaxNumberOfMessages=10)["Messages"]
    assert [json.loads(one["Body"]) for one in messages] == [{"total": 50}]
    refused("ValidationException", events.delete_rule, Name="large", EventBusName="shop")


@case
def cognito_signs_in():
    pool = cognito.create_user_pool(PoolName="people", UsernameAttributes=["email"])["UserPool"]["Id"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="web", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    )["UserPoolClient"]["ClientId"]
    email, password = "ada@example.com", "Harbour-light-1"
    cognito.sign_up(ClientId=client, Username=email, Password=password, UserAttributes=[{"Name": "email", "Value": email}])
    credentials = {"USERNAME": email, "PASSWORD": password}
    enter = {"ClientId": client, "AuthFlow": "USER_PASSWORD_AUTH"}
    refused("UserNotConfirmedException", cognito.initiate_auth, **enter, AuthParameters=credentials)
    cognito.admin_confirm_sign_up(UserPoolId=pool, Username=email)
    refused("NotAuthorizedException", cognito.initiate_auth, **enter, AuthParameters={**credentials, "PASSWORD": "wrong"})
    tokens = cognito.initiate_auth(**enter, AuthParameters=credentials)["AuthenticationResult"]
    me = cognito.get_user(AccessToken=tokens["AccessToken"])
    assert {"Name": "email", "Value": email} in me["UserAttributes"]
    claims = json.loads(base64.urlsafe_b64decode(tokens["IdToken"].split(".")[1] + "=="))
    assert claims["email"] == email and claims["sub"] == me["Username"]
    again = cognito.get_tokens_from_refresh_token(ClientId=client, RefreshToken=tokens["RefreshToken"])
    assert again["AuthenticationResult"]["AccessToken"] != tokens["AccessToken"]
    cognito.create_group(UserPoolId=pool, GroupName="staff")
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName="staff")
    assert [group["GroupName"] for group in cognito.admin_list_groups_for_user(UserPoolId=pool, Username=email)["Groups"]] == ["staff"]
    cognito.global_sign_out(AccessToken=tokens["AccessToken"])
    refused("NotAuthorizedException", cognito.get_user, AccessToken=tokens["AccessToken"])


@case
def signatures_are_checked():
    stranger = boto3.client("sqs", aws_secret_access_key="guessed", aws_access_key_id=boto3.Session().get_credentials().access_key)
    refused("InvalidSignatureException", stranger.list_queues)
    thief = boto3.client("s3", config=paths, aws_secret_access_key="guessed", aws_access_key_id=boto3.Session().get_credentials().access_key)
    refused("SignatureDoesNotMatch", thief.list_buckets)


failed = 0
for function in cases:
    began = time.perf_counter()
    try:
        function()
        print(f"   ✓ {function.__name__.replace('_', ' ')} ({time.perf_counter() - began:.1f} s)")
    except Exception as error:
        failed += 1
        print(f"   ✗ {function.__name__.replace('_', ' ')}: {type(error).__name__} {error}")
print(f"   {len(cases) - failed} cases passed, {failed} failed")
sys.exit(1 if failed else 0)
